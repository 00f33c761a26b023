using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Incidents;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ReviewingTests
{
    private const string Texts = "review summary: EU cards were declined for 12 min root-cause: the gate has no load test "
        + "went-well: the rollback took two minutes went-poorly: the first update was late lessons: rehearse rollbacks";

    [Fact, Trait("Requirement", "A19")]
    public void The_review_comes_after_recovery_and_not_before()
    {
        var story = Story.Of("checkout fails");
        story.When("ana", "review").ThenRefused("after-recovery", next: "/incident impact")
            .When("ana", "review write").ThenRefused("after-recovery")
            .When("ana", "postmortem lessons: none").ThenRefused("after-recovery")
            .When("ana", "share").ThenRefused("after-recovery")
            .When("ana", "session 2026-12-01 15:00").ThenRefused("after-recovery")
            .When("ana", "close").ThenRefused("after-recovery");
        Resolve(story).ThenPhase(Phase.Resolved)
            .When("ben", "retro").Then("review-opened").ThenPhase(Phase.Review)
            .When("ben", "review").ThenNothing().ThenAnswers("Missing");
    }

    [Fact, Trait("Requirement", "B27")]
    public void It_opens_with_words_that_look_for_causes_and_for_nobody_to_blame() => Resolved()
        .When("ben", "review").ThenRoomHears("Everybody did what made sense with what they knew then")
        .ThenAnswers("Names are here to ask, not to blame")
        .When("ben", "review write").ThenState(_ => { }).ThenAsks("review");

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "B28")]
    public void It_has_seven_sections_and_says_which_are_missing()
    {
        var story = Resolved().When("ben", "review");
        foreach (var section in (string[])["Summary", "Timeline", "Root cause and contributing factors", "What went well",
            "What went poorly", "Actions", "Lessons"]) story.ThenAnswers(section);
        story.ThenAnswers("Missing: summary; root cause and contributing factors; what went well; what went poorly; lessons; "
                + "an action, or why none is needed.")
            .When("ben", "factor process the gate has no load test").When("ben", "factor supplier the bank was slow, too")
            .When("ana", "review lessons: rehearse rollbacks went well: the rollback took two minutes")
            .Then("review-section-written", "review-section-written")
            .When("ana", "review lessons: rehearse rollbacks").ThenNothing()
            .When("ana", "review").ThenAnswers("Missing: summary; what went poorly; an action, or why none is needed; an "
                + "action that prevents factor 1; an action that prevents factor 2.")
            .When("ana", "review everything was fine").ThenRefused("which-section")
            .When("ana", "review actions: be faster").ThenRefused("actions-apart")
            .When("ana", "review poorly the first update was late").Then("review-section-written")
            .ThenState(i => Assert.Equal("the first update was late", i.ReviewTexts["went-poorly"]));
    }

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "A23")]
    public void One_form_asks_for_the_texts_prefilled_from_the_facts()
    {
        var story = Resolved(story => story.When("ana", "gap no alert on the payment queue")).When("ben", "review write")
            .ThenAsks("review");
        var form = story.Last.Reply.Form!;
        Assert.Equal(["summary", "root-cause", "went-well", "went-poorly", "lessons"], form.Fields.Select(f => f.Key));
        var values = form.Fields.ToDictionary(field => field.Key, field => field.Value);
        Assert.Contains("checkout fails. Hit: most users, a main flow", values["summary"], StringComparison.Ordinal);
        Assert.Contains("What helped: rollback payments to 4.1.", values["summary"], StringComparison.Ordinal);
        Assert.Contains("Recovery was proven in monitoring", values["went-well"], StringComparison.Ordinal);
        Assert.Contains("Override of rollback-first: everybody knows", values["went-poorly"], StringComparison.Ordinal);
        Assert.Contains("Finding, gap: no alert on the payment queue.", values["went-poorly"], StringComparison.Ordinal);
        var filled = form.Fields.Aggregate(new CommandLine(form.Verb, ""), (line, field) =>
            field.Value is { Length: > 0 } value ? line with { Keys = line.Keys.SetItem(field.Key, value) } : line);
        story.When("ben", filled.ToWords())
            .Then("review-opened", "review-section-written", "review-section-written", "review-section-written")
            .ThenState(i => Assert.Equal(values["summary"], i.ReviewTexts["summary"]));
    }

    [Fact, Trait("Requirement", "C26")]
    public void After_the_thanks_people_rest_and_hear_of_the_review_once_on_a_working_morning()
    {
        var story = Resolved().ThenRoomHears("rest now");
        Assert.DoesNotContain(story.AllEffects.OfType<Effect.Post>(), post => Says(post, "review"));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), story.Incident.Deadlines["review-invite"]);
        var before = story.AllEffects.Count;
        story.After(TimeSpan.FromDays(5));
        var said = story.AllEffects.Skip(before).OfType<Effect.Post>().ToList();
        Assert.True(Says(Assert.Single(said), "When you are rested"));
        Assert.Empty(story.Incident.Deadlines);
    }

    [Fact, Trait("Requirement", "C26")]
    public void Nobody_is_invited_to_a_review_that_is_under_way_or_not_needed()
    {
        Resolved().When("ben", "review").After(TimeSpan.FromDays(5))
            .ThenState(i => Assert.DoesNotContain(i.Log, line => line.Kind == "review-invited.v1"));
        Resolved(severity: Severity.Minor).After(TimeSpan.FromDays(5))
            .ThenState(i => Assert.DoesNotContain(i.Log, line => line.Kind == "review-invited.v1"));
    }

    [Theory, Trait("Requirement", "C26")]
    [InlineData("2026-11-24T03:00Z", "2026-11-25T09:00Z")]      // Tuesday night: Wednesday, at ten in Berlin.
    [InlineData("2026-11-24T20:00Z", "2026-11-25T09:00Z")]
    [InlineData("2026-11-27T15:00Z", "2026-11-30T09:00Z")]      // Friday: Monday.
    public void The_morning_is_one_of_the_policys_zone(string resolved, string morning) => Assert.Equal(
        DateTimeOffset.Parse(morning, null), ReviewMorning(DateTimeOffset.Parse(resolved, null)));

    [Fact, Trait("Requirement", "C27"), Trait("Requirement", "B1")]
    public void The_issue_report_is_there_at_recovery_and_begins_with_the_three_goals() => Resolved()
        .ThenPosts(Destination.Room, "Issue report: INC-7 checkout fails")
        .ThenPosts(Destination.Room, "Service restored safely: yes")
        .ThenPosts(Destination.Room, "proven in monitoring (error ratio 0.1 %, as before)")
        .ThenPosts(Destination.Room, "People informed: 1 updates, 1 on time")
        .ThenPosts(Destination.Room, "Something learnt: 1 override");

    [Fact, Trait("Requirement", "C32")]
    public void The_report_is_shared_and_everybody_who_read_it_is_noted()
    {
        var story = Resolved().When("ana", "share").Then("report-shared").ThenRoomHears("Issue report: INC-7")
            .ThenPosts(Destination.Announcements, "Issue report: INC-7");
        var button = story.Last.Effects.OfType<Effect.Post>().First().Message.Actions[0];
        Assert.Equal(("I have read it", "share read"), (button.Label, button.Command));
        story.When("ana", "share").ThenNothing()
            .When("ben", "share read").Then("report-read").ThenAnswers("Thank you")
            .When("ben", "share read").ThenNothing()
            .When("cy", "share read").Then("report-read")
            .When("ana", "review").ThenAnswers("read by Ben, Cy.")
            .ThenState(i => Assert.NotNull(i.Shared?.At))
            .When("ana", Texts).When("ana", "share").Then("report-shared")
            .ThenState(i => Assert.Equal(2, i.Shared!.Readers.Count));
    }

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "C32")]
    public void A_review_with_empty_sections_is_shared_only_knowingly() => Resolved().When("ana", "review")
        .When("ana", "share").ThenRefused("sections-empty", next: "/incident review write")
        .When("ana", "share anyway").Then("report-shared");

    [Fact]
    public void The_report_of_a_private_incident_stays_in_its_room()
    {
        var story = Resolve(Story.Nothing().When("ana", "declare private critical data leaks")
            .When(new ReportRoom("C0ROOM", "inc-7"))).When("ana", "share").Then("report-shared");
        Assert.DoesNotContain(story.Last.Effects.OfType<Effect.Post>(), post => post.To == Destination.Announcements);
    }

    [Fact, Trait("Requirement", "C33")]
    public void A_session_is_no_sooner_than_two_days_after_sharing_unless_the_lead_says_why()
    {
        var story = Resolved().When("ana", "session 2026-11-24 15:00").ThenRefused("review-not-rushed", "/incident share")
            .When("ana", "share")
            .When("ana", "session 2026-11-23 09:00")
                .ThenRefused("review-not-rushed", next: "/incident session 2026-11-23 14:26")
            .When("ana", "session yesterday").ThenRefused("not-a-date")
            .When("ana", "session 2026-11-20 15:00").ThenRefused("date-past")
            .When("ana", "session 2026-11-23 14:26").Then("session-planned")
            .When("ana", "session 2026-11-23 14:26").ThenNothing()
            .When("ana", "override review-not-rushed everybody travels on Tuesday").Then("gate-overridden")
            .When("ana", "session 2026-11-23 09:00").Then("session-planned")
            .When("ana", "review").ThenAnswers("Override of review-not-rushed: everybody travels on Tuesday");
        Assert.Equal(2, story.Incident.OverrideCount);
        Resolved(severity: Severity.Medium).When("ana", "session tomorrow 10:00").Then("session-planned");
    }

    [Fact, Trait("Requirement", "C34")]
    public void A_session_may_be_part_of_another_meeting() => Resolved().When("ana", "share")
        .When("ana", "session Friday 15:00 https://meet.example.com/weekly").Then("session-planned")
        .ThenRoomHears("this meeting (https://meet.example.com/weekly)")
        .ThenState(i => Assert.Equal(
            (new DateTimeOffset(2026, 11, 27, 15, 0, 0, TimeSpan.Zero), "https://meet.example.com/weekly"),
            (i.Session!.At, i.Session.Link)))
        .When("ana", "session").ThenAsks("session")
        .When("ana", "session date: \"27 Nov 16:00\" link: weekly").ThenRefused("not-a-link");

    [Fact, Trait("Requirement", "C35")]
    public void Everybody_concerned_is_invited_says_that_they_are_prepared_and_is_reminded_if_not()
    {
        var story = Resolved().When("ana", "action @cy alert when the queue is over 100 by 2026-12-04").When("ana", "share")
            .When("ana", "session 2026-11-27 15:00");
        Assert.Equal(["UBEN", "UCY"], story.Last.Effects.OfType<Effect.Direct>().Select(d => d.Person).Order());
        story.When("ben", "session prepared").Then("session-prepared").When("ben", "session prepared").ThenNothing()
            .When("ana", "session prepared").Then("session-prepared");
        var before = story.AllEffects.Count;
        story.After(new DateTimeOffset(2026, 11, 26, 15, 1, 0, TimeSpan.Zero) - story.Now);
        Assert.Equal(["UCY"], story.AllEffects.Skip(before).OfType<Effect.Direct>().Select(d => d.Person));
        story.When("ana", "review").ThenAnswers("prepared: Ben, Ana.");
    }

    [Fact, Trait("Requirement", "B32"), Trait("Requirement", "B30")]
    public void It_is_closed_only_with_a_complete_review()
    {
        var story = Resolved().When("ana", "close").ThenRefused("review-complete", next: "/incident review")
            .When("ana", "review").When("ana", Texts)
            .When("ana", "close").ThenRefused("review-complete", next: "/incident close none needed, because <why>")
            .When("ana", "action @ben a load test in the release gate by 2026-12-04")
            .When("ana", "close").ThenRefused("review-complete", next: "/incident action 1")
            .When("ben", "action 1 link: https://tracker.test/PAY-12").Then("action-changed")
            .When("ana", "close").Then("incident-closed").ThenPhase(Phase.Closed).ThenRoomHears("Closed, with its review")
            .When("ana", "close").ThenNothing();
        Assert.Equal(["action:1"], story.Incident.Deadlines.Keys);
    }

    [Fact, Trait("Requirement", "B32")]
    public void That_no_action_is_needed_is_written_with_its_reason() => Resolved().When("ana", Texts)
        .When("ana", "close none").ThenRefused("needs-because")
        .When("ana", "close none needed, because the supplier has changed it").Then("no-actions-needed", "incident-closed")
        .ThenState(i => Assert.Equal("the supplier has changed it", i.NoActionsBecause));

    [Fact]
    public void A_reason_that_was_written_too_early_is_not_lost()
    {
        var story = Resolved().When("ana", "close none needed, because the supplier has changed it");
        Assert.Equal("review-complete", story.Last.Refusal?.Code);
        story.ThenState(i => Assert.Equal("the supplier has changed it", i.NoActionsBecause))
            .When("ana", Texts).When("ana", "close").Then("incident-closed");
    }

    [Fact]
    public void The_lead_may_close_it_without_and_small_ones_need_none()
    {
        Resolved().When("ana", "override review-complete it was a drill").When("ana", "close").Then("incident-closed");
        Resolved(severity: Severity.Medium).When("ben", "close").Then("incident-closed")
            .ThenRoomHears("Closed without a review")
            .ThenState(i => Assert.Equal("not needed: closed without one", RhythmBar.Of(i)[9].NotNeeded));
    }

    [Fact]
    public void In_the_review_people_go_on_recording_but_treat_nothing_any_more() => Resolved().When("ana", "review")
        .When("ana", "note the dashboard was slow").Then("note-taken")
        .When("ana", "fix 3 it was the EU only").Then("entry-corrected")
        .When("ana", "finding confusion two dashboards disagree").Then("finding-recorded")
        .When("ana", "factor tool the dashboard caches for 5 min").Then("factor-recorded")
        .When("ana", "redact 3 it names a customer").Then("entry-redacted")
        .When("ana", "timeline").ThenAnswers("timeline").When("ana", "export html").ThenAnswers("html")
        .When("ana", "mitigate flag-off eu").ThenRefused("incident-over", next: "/incident reopen <why>")
        .When("ana", "cancel a test").ThenRefused("incident-over").When("ana", "merge INC-9").ThenRefused("incident-over")
        .When("ana", "resolve").ThenNothing().ThenPhase(Phase.Review)
        .When("ana", "reopen errors are back").Then("incident-reopened")
        .ThenState(i => Assert.True(i.IsRunning)).ThenState(i => Assert.DoesNotContain("review-invite", i.Deadlines.Keys));

    [Fact]
    public void Once_it_is_closed_nothing_more_happens_unless_it_is_reopened()
    {
        var story = Closed();
        foreach (var words in (string[])["note more", "finding gap more", "factor tool more", "hypothesis the pool", "share",
            "session 2026-12-01", "action @ben a load test by 2026-12-04", "override review-complete so", "cancel x",
            "merge INC-9", "resolve", "review write", "review lessons: more", "action none needed, because so"])
            story.When("ana", words).ThenRefused("incident-over", next: "/incident reopen <why>");
        story.When("ana", "review").ThenNothing().ThenAnswers("rehearse rollbacks")
            .When("ana", "timeline").ThenNothing().When("ana", "export pdf").ThenNothing()
            .After(TimeSpan.FromDays(3)).ThenState(i => Assert.Empty(i.Deadlines))
            .When("ana", "reopen errors are back").Then("incident-reopened")
            .ThenState(i => Assert.True(i.IsRunning))
            .ThenState(i => Assert.Null(i.Shared));
    }

    [Fact]
    public void What_was_recorded_in_the_review_can_be_taken_back()
    {
        var story = Resolved().When("ana", "review").When("ana", "undo").Then("fact-undone").ThenPhase(Phase.Resolved)
            .When("ana", "review").When("ana", Texts).When("ana", "undo").Then("fact-undone")
            .ThenState(i => Assert.DoesNotContain("lessons", i.ReviewTexts.Keys))
            .When("ana", "action none needed, because it was a drill").When("ana", "undo")
            .ThenState(i => Assert.Null(i.NoActionsBecause))
            .When("ben", "action @ben a load test in the gate by 2026-12-04").When("ben", "undo")
            .ThenState(i => Assert.Empty(i.Actions)).ThenState(i => Assert.Empty(i.Deadlines))
            .When("ana", "share anyway").When("ben", "share read").When("ben", "undo")
            .ThenState(i => Assert.Empty(i.Shared!.Readers))
            .When("ana", "undo").ThenRefused("cannot-undo");
        Closed().When("ana", "undo").Then("fact-undone").ThenPhase(Phase.Review);
        Assert.Equal(Phase.Review, story.Incident.Phase);
    }

    [Fact, Trait("Requirement", "B42.10")]
    public void The_tenth_step_is_the_review_with_its_actions()
    {
        var story = Resolved();
        Assert.Null(RhythmBar.Of(story.Incident)[9].At);
        story.When("ana", "review");
        Assert.Null(RhythmBar.Of(story.Incident)[9].At);
        story.At("16:00").When("ana", "action @ben a load test in the gate by 2026-12-04");
        Assert.Equal(story.Now, RhythmBar.Of(story.Incident)[9].At);
    }

    [Fact]
    public void The_next_step_leads_through_the_review()
    {
        var story = Resolved().When("ana", "review");
        foreach (var (words, next) in ((string, string)[])[("note a", "review write"), (Texts, "action"),
            ("action @ben a load test in the gate by 2026-12-04", "action 1"), ("action 1 link: https://t.test/1", "share"),
            ("share", "close")])
        {
            story.When("ana", words);
            Assert.Equal(next, NextStepView.Of(story.Incident, ContextOf(story)).Actions[0].Command);
        }
    }

    [Fact]
    public void What_people_read_is_as_approved()
    {
        var story = Resolved();
        Approved.Check("messages/issue-report.txt", MessageText.Of(IssueReport.Message(story.Incident)));
        story.When("ana", "review");
        Approved.Check("messages/review-opened.txt", MessageText.Of(story.Last.Effects.OfType<Effect.Post>().First().Message));
        Approved.Check("messages/review.txt", MessageText.Of(story.Last.Reply.Message!));
        var closed = Closed("action @ben a load test in the gate by 2026-12-04 https://t.test/1");
        Approved.Check("messages/card-closed.txt", MessageText.Of(CardView.Render(closed.Incident, ContextOf(closed))));
        Approved.Check("messages/review-closed.txt", MessageText.Of(closed.When("ana", "review").Last.Reply.Message!));
    }

    internal static Story Resolved(Func<Story, Story>? before = null, Severity severity = Severity.Major)
    {
        var story = Story.Of("checkout fails", severity);
        return Resolve(before?.Invoke(story) ?? story);
    }

    internal static Story Closed(string action = "action none needed, because it was a drill") => Resolved()
        .When("ana", "review").When("ana", Texts).When("ana", action).When("ana", "close").Then("incident-closed");

    // Declared at 14:00, it is resolved at 14:25.
    private static Story Resolve(Story story) => story.After(TimeSpan.FromMinutes(5))
        .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
        .After(TimeSpan.FromMinutes(1)).When("ana", "override rollback-first everybody knows")
        .When("ben", "rollback payments to 4.1").After(TimeSpan.FromMinutes(6)).When("ben", "outcome worked errors are down")
        .When("ana", "update what: EU cards fail impact: most customers cannot pay doing: rolled back next: 1h")
        .When("ana", "verify manual https://grafana.test/d error ratio 0.1 %, as before")
        .After(TimeSpan.FromMinutes(13)).When("ana", "resolve").ThenPhase(Phase.Resolved);

    private static DateTimeOffset ReviewMorning(DateTimeOffset resolved)
    {
        var policy = Policy.Default with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        var story = Story.Of("checkout fails", policy: policy);
        return Resolve(story.After(resolved.AddMinutes(-25) - story.Now)).Incident.Deadlines["review-invite"];
    }

    private static DecisionContext ContextOf(Story story) => Story.ContextFor("ana") with { Now = story.Now };

    private static bool Says(Effect.Post post, string words) =>
        Ink.Plain($"{post.Message.Title} {post.Message.Body} {post.Message.Footer}")
            .Contains(words, StringComparison.OrdinalIgnoreCase);
}

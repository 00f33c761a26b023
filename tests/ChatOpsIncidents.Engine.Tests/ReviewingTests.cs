using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ReviewingTests
{
    [Fact, Trait("Requirement", "A19")]
    public void The_review_comes_after_recovery_and_not_before()
    {
        var story = Story.Of("checkout fails");
        story
            .When("ana", "review")
            .ThenRefused("after-recovery", next: "/incident impact")
            .When("ana", "review write")
            .ThenRefused("after-recovery")
            .When("ana", "postmortem lessons: none")
            .ThenRefused("after-recovery")
            .When("ana", "share")
            .ThenRefused("after-recovery")
            .When("ana", "session 2026-12-01 15:00")
            .ThenRefused("after-recovery")
            .When("ana", "close")
            .ThenRefused("after-recovery");
        ReviewStory
            .Resolve(story)
            .ThenPhase(Phase.Resolved)
            .When("ben", "retro")
            .Then("review-opened")
            .ThenPhase(Phase.Review)
            .When("ben", "review")
            .ThenNothing()
            .ThenAnswers("Missing");
    }

    [Fact, Trait("Requirement", "B27")]
    public void It_opens_with_words_that_look_for_causes_and_for_nobody_to_blame() =>
        ReviewStory
            .Resolved()
            .When("ben", "review")
            .ThenRoomHears("Everybody did what made sense with what they knew then")
            .ThenAnswers("Names are here to ask, not to blame")
            .When("ben", "review write")
            .ThenState(_ => { })
            .ThenAsks("review");

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "B28")]
    public void It_has_seven_sections_and_says_which_are_missing()
    {
        var story = ReviewStory.Resolved().When("ben", "review");
        foreach (
            var section in (string[])
                [
                    "Summary",
                    "Timeline",
                    "Root cause and contributing factors",
                    "What went well",
                    "What went poorly",
                    "Actions",
                    "Lessons",
                ]
        )
            story.ThenAnswers(section);
        story
            .ThenAnswers(
                "Missing: summary; root cause and contributing factors; what went well; what went poorly; lessons; "
                    + "an action, or why none is needed."
            )
            .When("ben", "factor process the gate has no load test")
            .When("ben", "factor supplier the bank was slow, too")
            .When("ana", "review lessons: rehearse rollbacks went well: the rollback took two minutes")
            .Then("review-section-written", "review-section-written")
            .When("ana", "review lessons: rehearse rollbacks")
            .ThenNothing()
            .When("ana", "review")
            .ThenAnswers(
                "Missing: summary; what went poorly; an action, or why none is needed; an "
                    + "action that prevents factor 1; an action that prevents factor 2."
            )
            .When("ana", "review everything was fine")
            .ThenRefused("which-section")
            .When("ana", "review actions: be faster")
            .ThenRefused("actions-apart")
            .When("ana", "review poorly the first update was late")
            .Then("review-section-written")
            .ThenState(i => Assert.Equal("the first update was late", i.ReviewTexts["went-poorly"]));
    }

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "A23")]
    public void One_form_asks_for_the_texts_prefilled_from_the_facts()
    {
        var story = ReviewStory
            .Resolved(story => story.When("ana", "gap no alert on the payment queue"))
            .When("ben", "review write")
            .ThenAsks("review");
        var form = story.Last.Reply.Form!;
        Assert.Equal(["summary", "root-cause", "went-well", "went-poorly", "lessons"], form.Fields.Select(f => f.Key));
        var values = form.Fields.ToDictionary(field => field.Key, field => field.Value);
        Assert.Contains(
            "Checkout fails. Affected: most users, a main flow",
            values["summary"],
            StringComparison.Ordinal
        );
        Assert.Contains("What helped: rollback payments to 4.1.", values["summary"], StringComparison.Ordinal);
        Assert.Contains("Recovery was seen on a dashboard", values["went-well"], StringComparison.Ordinal);
        Assert.Contains("Override of rollback-first: everybody knows", values["went-poorly"], StringComparison.Ordinal);
        Assert.DoesNotContain("no alert on the payment queue", values["went-poorly"], StringComparison.Ordinal);
        var filled = form.Fields.Aggregate(
            Vocabulary.Find(form.Verb)!.Line(""),
            (line, field) =>
                field.Value is { Length: > 0 } value ? line with { Keys = line.Keys.SetItem(field.Key, value) } : line
        );
        story
            .When("ben", filled.ToWords())
            .Then("review-opened", "review-section-written", "review-section-written", "review-section-written")
            .ThenState(i => Assert.Equal(values["summary"], i.ReviewTexts["summary"]));
    }

    [Fact, Trait("Requirement", "C26")]
    public void After_the_thanks_people_rest_and_hear_of_the_review_once_on_a_working_morning()
    {
        var story = ReviewStory.Resolved().ThenRoomHears("rest now");
        Assert.DoesNotContain(story.AllEffects.OfType<Effect.Post>(), post => Says(post, "review"));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero),
            story.Incident.Deadlines["review-invite"]
        );
        var before = story.AllEffects.Count;
        story.After(TimeSpan.FromDays(5));
        var said = story.AllEffects.Skip(before).OfType<Effect.Post>().ToList();
        Assert.True(Says(Assert.Single(said), "When you are rested"));
        Assert.Empty(story.Incident.Deadlines);
    }

    [Fact, Trait("Requirement", "C26")]
    public void Nobody_is_invited_to_a_review_that_is_under_way_or_not_needed()
    {
        ReviewStory
            .Resolved()
            .When("ben", "review")
            .After(TimeSpan.FromDays(5))
            .ThenState(i => Assert.DoesNotContain(i.Log, line => line.Is<ReviewInvited>()));
        ReviewStory
            .Resolved(severity: Severity.Minor)
            .After(TimeSpan.FromDays(5))
            .ThenState(i => Assert.DoesNotContain(i.Log, line => line.Is<ReviewInvited>()));
    }

    [Theory, Trait("Requirement", "C26")]
    [InlineData("2026-11-24T03:00Z", "2026-11-25T09:00Z")] // Tuesday night: Wednesday, at ten in Berlin.
    [InlineData("2026-11-24T20:00Z", "2026-11-25T09:00Z")]
    [InlineData("2026-11-27T15:00Z", "2026-11-30T09:00Z")] // Friday: Monday.
    public void The_morning_is_one_of_the_policys_zone(string resolved, string morning) =>
        Assert.Equal(DateTimeOffset.Parse(morning, null), ReviewMorning(DateTimeOffset.Parse(resolved, null)));

    [Fact, Trait("Requirement", "C27"), Trait("Requirement", "B1")]
    public void The_issue_report_is_there_at_recovery_and_begins_with_the_three_goals() =>
        ReviewStory
            .Resolved()
            .ThenPosts(Destination.Room, "Issue report: INC-7 checkout fails")
            .ThenPosts(Destination.Room, "Service restored safely: yes")
            .ThenPosts(Destination.Room, "seen by Ana on a dashboard (error ratio 0.1 %")
            .ThenPosts(Destination.Room, "People informed: 2 updates, 2 on time")
            .ThenPosts(Destination.Room, "Something learnt: 1 override");

    [Fact, Trait("Requirement", "C32")]
    public void The_report_is_shared_and_everybody_who_read_it_is_noted()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "share")
            .Then("report-shared")
            .ThenRoomHears("Issue report: INC-7")
            .ThenPosts(Destination.Announcements, "Issue report: INC-7");
        var button = story.Last.Effects.OfType<Effect.Post>().First().Message.Actions[0];
        Assert.Equal(("I have read it", "share read"), (button.Label, button.Command));
        story
            .When("ana", "share")
            .ThenNothing()
            .When("ben", "share read")
            .Then("report-read")
            .ThenAnswers("Thank you")
            .When("ben", "share read")
            .ThenNothing()
            .When("cy", "share read")
            .Then("report-read")
            .When("ana", "review")
            .ThenAnswers("read by Ben, Cy.")
            .ThenState(i => Assert.NotNull(i.Shared?.At))
            .When("ana", ReviewStory.Texts)
            .When("ana", "share")
            .Then("report-shared")
            .ThenState(i => Assert.Equal(2, i.Shared!.Readers.Count));
    }

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "C32")]
    public void A_review_with_empty_sections_is_shared_only_knowingly() =>
        ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", "share")
            .ThenRefused("sections-empty", next: "/incident review write")
            .When("ana", "share anyway")
            .Then("report-shared");

    [Fact]
    public void The_report_of_a_private_incident_stays_in_its_room()
    {
        var story = ReviewStory
            .Resolve(
                Story
                    .Nothing()
                    .When("ana", "declare private critical data leaks")
                    .When(new ReportRoom("C0ROOM", "inc-7"))
            )
            .When("ana", "share")
            .Then("report-shared");
        Assert.DoesNotContain(story.Last.Effects.OfType<Effect.Post>(), post => post.To == Destination.Announcements);
    }

    [Fact, Trait("Requirement", "C33")]
    public void A_session_is_no_sooner_than_two_days_after_sharing_unless_the_lead_says_why()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "session 2026-11-24 15:00")
            .ThenRefused("review-not-rushed", "/incident share")
            .When("ana", "share")
            .When("ana", "session 2026-11-23 09:00")
            .ThenRefused("review-not-rushed", next: "/incident session 2026-11-23 14:26")
            .When("ana", "session yesterday")
            .ThenRefused("not-a-date")
            .When("ana", "session 2026-11-20 15:00")
            .ThenRefused("date-past")
            .When("ana", "session 2026-11-23 14:26")
            .Then("session-planned")
            .When("ana", "session 2026-11-23 14:26")
            .ThenNothing()
            .When("ana", "override review-not-rushed everybody travels on Tuesday")
            .Then("gate-overridden")
            .When("ana", "session 2026-11-23 09:00")
            .Then("session-planned")
            .When("ana", "review")
            .ThenAnswers("Override of review-not-rushed: everybody travels on Tuesday");
        Assert.Equal(2, story.Incident.OverrideCount);
        ReviewStory.Resolved(severity: Severity.Medium).When("ana", "session tomorrow 10:00").Then("session-planned");
    }

    [Fact, Trait("Requirement", "C34")]
    public void A_session_may_be_part_of_another_meeting() =>
        ReviewStory
            .Resolved()
            .When("ana", "share")
            .When("ana", "session Friday 15:00 https://meet.example.com/weekly")
            .Then("session-planned")
            .ThenRoomHears("this meeting (https://meet.example.com/weekly)")
            .ThenState(i =>
                Assert.Equal(
                    (new DateTimeOffset(2026, 11, 27, 15, 0, 0, TimeSpan.Zero), "https://meet.example.com/weekly"),
                    (i.Session!.At, i.Session.Link)
                )
            )
            .When("ana", "session")
            .ThenAsks("session")
            .When("ana", "session date: \"27 Nov 16:00\" link: weekly")
            .ThenRefused("not-a-link");

    [Fact, Trait("Requirement", "C34")]
    public void The_review_and_its_files_say_where_the_session_takes_place()
    {
        var story = ReviewStory.Resolved().When("ana", "share").When("ana", "session Friday 15:00 where: room 3");
        story.When("ana", "review").ThenAnswers(" (room 3); prepared: nobody yet.");
        Assert.Contains(("Session", "2026-11-27 15:00 UTC, room 3"), ReviewExport.Course(story.Incident));
        story.When("ana", "session Friday 15:00 https://meet.example.com/weekly");
        story
            .When("ana", "review")
            .ThenAnswers(", as an item of this meeting (https://meet.example.com/weekly); prepared: nobody yet.");
        Assert.Contains(
            ("Session", "2026-11-27 15:00 UTC, https://meet.example.com/weekly"),
            ReviewExport.Course(story.Incident)
        );
    }

    [Fact, Trait("Requirement", "C35")]
    public void Everybody_concerned_is_invited_says_that_they_are_prepared_and_is_reminded_if_not()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "action @cy alert when the queue is over 100 by 2026-12-04")
            .When("ana", "share")
            .When("ana", "session 2026-11-27 15:00");
        Assert.Equal(["UBEN", "UCY"], story.Last.Effects.OfType<Effect.Direct>().Select(d => d.Person).Order());
        story
            .When("ben", "session prepared")
            .Then("session-prepared")
            .When("ben", "session prepared")
            .ThenNothing()
            .When("ana", "session prepared")
            .Then("session-prepared");
        var before = story.AllEffects.Count;
        story.After(new DateTimeOffset(2026, 11, 26, 15, 1, 0, TimeSpan.Zero) - story.Now);
        Assert.Equal(["UCY"], story.AllEffects.Skip(before).OfType<Effect.Direct>().Select(d => d.Person));
        story.When("ana", "review").ThenAnswers("prepared: Ben, Ana.");
    }

    [Fact]
    public void The_next_step_leads_through_the_review()
    {
        var story = ReviewStory.Resolved().When("ana", "review");
        foreach (
            var (words, next) in ((string, string)[])
                [
                    ("note a", "review write"),
                    (ReviewStory.Texts, "action"),
                    ("action @ben a load test in the gate by 2026-12-04", "action 1"),
                    ("action 1 link: https://t.test/1", "share"),
                    ("share", "close"),
                ]
        )
        {
            story.When("ana", words);
            Assert.Equal(next, NextStepView.Of(story.Incident, ContextOf(story)).Actions[0].Command);
        }
    }

    [Fact]
    public void What_people_read_is_as_approved()
    {
        var story = ReviewStory.Resolved();
        Approved.Check("messages/issue-report.txt", MessageText.Of(IssueReport.Message(story.Incident)));
        story.When("ana", "review");
        Approved.Check(
            "messages/review-opened.txt",
            MessageText.Of(story.Last.Effects.OfType<Effect.Post>().First().Message)
        );
        Approved.Check("messages/review.txt", MessageText.Of(story.Last.Reply.Message!));
        var closed = ReviewStory.Closed("action @ben a load test in the gate by 2026-12-04 https://t.test/1");
        Approved.Check("messages/card-closed.txt", MessageText.Of(CardView.Render(closed.Incident, ContextOf(closed))));
        Approved.Check("messages/review-closed.txt", MessageText.Of(closed.When("ana", "review").Last.Reply.Message!));
    }

    private static DateTimeOffset ReviewMorning(DateTimeOffset resolved)
    {
        var policy = Policy.Default with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        var story = Story.Of("checkout fails", policy: policy);
        return ReviewStory.Resolve(story.After(resolved.AddMinutes(-25) - story.Now)).Incident.Deadlines[
            "review-invite"
        ];
    }

    private static DecisionContext ContextOf(Story story) => Story.ContextFor("ana") with { Now = story.Now };

    private static bool Says(Effect.Post post, string words) =>
        Markup
            .Plain($"{post.Message.Title} {post.Message.Body} {post.Message.Footer}")
            .Contains(words, StringComparison.OrdinalIgnoreCase);
}

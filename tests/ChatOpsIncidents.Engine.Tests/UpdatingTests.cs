using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class UpdatingTests
{
    private const string Whole =
        "update what: checkout fails impact: EU cards are declined doing: rolling back " + "next: 30m";

    [Fact, Trait("Requirement", "B17")]
    public void An_update_has_four_parts_and_the_room_hears_them() =>
        Story
            .Of("checkout fails")
            .At("14:10")
            .When("ana", Whole)
            .Then("stakeholder-update-sent")
            .ThenRoomHears("checkout fails")
            .ThenState(i => Assert.Equal("14:40", $"{i.UpdateDueAt:HH:mm}"))
            .When("ben", Whole)
            .ThenNothing();

    [Fact, Trait("Requirement", "B17")]
    public void What_is_missing_is_asked_for_and_filled_in_from_the_facts()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "update doing: rolling back")
            .ThenAsks("update");
        var fields = story.Last.Reply.Form!.Fields.ToDictionary(field => field.Key, field => field.Value);
        Assert.Equal("Checkout fails", fields["what"]);
        Assert.StartsWith("Most users cannot do something essential", fields["impact"], StringComparison.Ordinal);
        Assert.Equal("rolling back", fields["doing"]);
        Assert.Equal("1h", fields["next"]);
    }

    [Fact, Trait("Requirement", "A10")]
    public void A_theory_before_the_impact_is_known_is_asked_about_and_never_refused()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "update what: probably the database impact: none known doing: looking next: 30m")
            .ThenNothing()
            .ThenAnswers("reads like a theory");
        var actions = story.Last.Reply.Message!.Actions;
        Assert.Equal(["Send anyway", "Edit"], actions.Select(action => action.Label));
        Assert.Contains("anyway: \"yes\"", actions[0].Command, StringComparison.Ordinal);
        story.When("ana", actions[1].Command).ThenAsks("update");
        story.When("ana", actions[0].Command).Then("stakeholder-update-sent").ThenRoomHears("probably the database");
    }

    [Fact]
    public void Once_the_impact_is_known_a_cause_may_be_named() =>
        Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "update what: probably the database impact: EU doing: looking next: 30m")
            .Then("stakeholder-update-sent");

    [
        Theory,
        InlineData(Severity.Critical, "14:30"),
        InlineData(Severity.Major, "15:00"),
        InlineData(Severity.Medium, "18:00")
    ]
    [Trait("Requirement", "B15")]
    public void The_first_update_is_due_one_cadence_after_the_declaration(Severity severity, string due) =>
        Story.Of("checkout fails", severity).ThenState(i => Assert.Equal(due, $"{i.UpdateDueAt:HH:mm}"));

    [Fact]
    public void Minor_has_no_clock() => Story.Of("a typo", Severity.Minor).ThenState(i => Assert.Null(i.UpdateDueAt));

    [Fact]
    public void It_comes_nearer_when_things_get_worse() =>
        Story
            .Of("checkout fails")
            .At("14:10")
            .When("ana", "severity critical all cards")
            .ThenState(i => Assert.Equal("14:30", $"{i.UpdateDueAt:HH:mm}"))
            .At("14:11")
            .When("ana", "severity major not all")
            .ThenState(i => Assert.Equal("15:00", $"{i.UpdateDueAt:HH:mm}"));

    [Fact, Trait("Requirement", "D3")]
    public void The_ladder_goes_from_a_draft_to_the_audience()
    {
        var story = Story.Of("checkout fails").When("ben", "note hello");
        story.At("14:55").Then("update-asked");
        Assert.Equal("UANA", story.AllEffects.OfType<Effect.Direct>().Last().Person);
        Assert.Equal(
            ["Send as it is", "Edit", "In 15 min"],
            story.AllEffects.OfType<Effect.Direct>().Last().Message.Actions.Select(a => a.Label)
        );
        story.At("15:00").Then("update-asked");
        story.At("15:05").Then("update-asked").ThenRoomHears("is late");
        story.At("15:10").Then("holding-update-sent").ThenRoomHears("Since");
        story.At("15:15").Then("audience-told-late").ThenPosts(Destination.OriginThread, "is late");
        story
            .At("15:40")
            .When("ana", Whole)
            .Then("stakeholder-update-sent")
            .ThenState(i => Assert.Equal(TimeSpan.FromMinutes(40), i.Updates[0].Late));
    }

    [Fact, Trait("Requirement", "D3")]
    [Trait("Fault", "U17")]
    public void Without_news_the_holding_update_says_so() =>
        Story.Of("checkout fails").At("15:10").Then("holding-update-sent").ThenRoomHears("no new facts since");

    [Fact]
    public void Alone_there_is_one_gentle_reminder()
    {
        var story = Story.Of("checkout fails").At("15:09");
        var told = Assert.Single(story.AllEffects.OfType<Effect.Direct>());
        Assert.Contains("gentle reminder", told.Message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_of_updates_are_read_and_approved()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "note hello")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .At("14:55");
        Approved.Check(
            "messages/update-draft.txt",
            MessageText.Of(story.AllEffects.OfType<Effect.Direct>().Last().Message)
        );
        story.At("15:05");
        Approved.Check(
            "messages/update-late.txt",
            MessageText.Of(story.AllEffects.OfType<Effect.Post>().Last(p => p.To == Destination.Room).Message)
        );
        story.At("15:15").When("ana", Whole);
        var update = story.Incident.Updates[0];
        story.When("ana", "hypothesis the pool is full").When("ana", "evidence for the graph of 14:50");
        Approved.Check(
            "messages/update-engineers.txt",
            MessageText.Of(UpdateRenderings.ForEngineers(story.Incident, update, 1))
        );
        Approved.Check(
            "messages/update-leadership.txt",
            MessageText.Of(UpdateRenderings.ForLeadership(story.Incident, update))
        );
        Approved.Check(
            "messages/update-support.txt",
            MessageText.Of(UpdateRenderings.ForSupport(story.Incident, update, Catalog.Empty))
        );
        Approved.Check(
            "messages/update-public.txt",
            MessageText.Of(UpdateRenderings.ForPublic(story.Incident, update, Catalog.Empty))
        );
    }

    [Fact]
    public void The_draft_can_be_sent_as_it_is()
    {
        var story = Story.Of("checkout fails").When("ben", "note hello").At("14:55");
        var send = story.AllEffects.OfType<Effect.Direct>().Last().Message.Actions[0];
        story
            .When("ana", send.Command)
            .Then("stakeholder-update-sent")
            .ThenState(i => Assert.Equal("Checkout fails", i.Updates[0].What));
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(25 * 60, "and comes 25 min late.")]
    [InlineData(3 * 3600, "and comes 3 h late.")]
    [Trait("Fault", "K27")]
    public void A_reminder_that_nobody_could_send_in_time_says_how_late_it_comes(int seconds, string? said)
    {
        var incident = Story.Of("checkout fails").Incident;
        var due = incident.Deadlines["update-due"];
        var context = new DecisionContext(due.AddSeconds(seconds), Person.System, Policy.Default)
        {
            Language = Language.Whole,
        };

        var verdict = Decider.Run(incident, new DeadlineFell("update-due", due), context);

        var footer = Assert.Single(verdict.Effects.OfType<Effect.Direct>()).Message.Footer;
        Assert.Equal(said is null ? null : $"This was due at {Markup.Time(due)} {said}", footer);
    }

    [Theory] // "0m is no time to come"
    [InlineData(45, "45s")]
    [InlineData(90, "90s")]
    [InlineData(60, "1m")]
    [InlineData(5_400, "1h30m")]
    [Trait("Fault", "K28")]
    public void A_draft_of_any_cadence_can_be_sent_by_one_tap(int seconds, string next)
    {
        var policy = Policy.Default with
        {
            Cadence = Policy.Default.Cadence.SetItem(Severity.Major, TimeSpan.FromSeconds(seconds)),
        };
        var story = Story.Of("checkout fails", policy: policy).When("ana", "update");
        var draft = story.Last.Reply.Form!.Fields.Single(field => field.Key == "next");
        Assert.Equal(next, draft.Value);
        story
            .When("ana", $"update what: a impact: b doing: c next: {draft.Value}")
            .Then("stakeholder-update-sent")
            .ThenState(i => Assert.Equal(TimeSpan.FromSeconds(seconds), i.Updates[0].NextAt - story.Now));
    }

    [Fact] // A sibling: the draft that a reminder brings
    [Trait("Fault", "K28")]
    public void The_draft_of_a_reminder_names_a_time_to_come_whatever_the_cadence()
    {
        var policy = Policy.Default with
        {
            Cadence = Policy.Default.Cadence.SetItem(Severity.Major, TimeSpan.FromSeconds(45)),
        };
        var story = Story.Of("checkout fails", policy: policy);
        var context = Story.ContextFor("ana") with { Policy = policy, Now = story.Now };
        var draft = UpdateDraft.Of(story.Incident, context).ToWords();
        Assert.Contains("next: 45s", draft.Replace("\"", ""), StringComparison.Ordinal);
        story.When("ana", draft).Then("stakeholder-update-sent");
    }

    [Fact]
    public void Nothing_new_is_said_in_two_words() =>
        Story
            .Of("checkout fails")
            .When("ana", "update same")
            .ThenRefused("no-update-yet", next: "/incident update")
            .When("ana", Whole)
            .At("14:20")
            .When("ana", "update same next: 45m")
            .Then("stakeholder-update-sent")
            .ThenState(i => Assert.Equal("15:05", $"{i.UpdateDueAt:HH:mm}"))
            .When("ana", "update same")
            .ThenNothing()
            .When("ana", "update same next: 20m")
            .Then("stakeholder-update-sent")
            .When("ana", "update same next: 20m")
            .ThenNothing();

    [Fact]
    public void A_snooze_moves_the_time_and_never_brings_it_nearer() =>
        Story
            .Of("checkout fails", Severity.Critical)
            .When("ana", "snooze 10m")
            .ThenNothing()
            .ThenAnswers("anyway")
            .At("14:28")
            .When("ana", "snooze 15m the rollback runs")
            .Then("update-snoozed")
            .ThenState(i => Assert.Equal("14:43", $"{i.UpdateDueAt:HH:mm}"))
            .When("ana", "snooze soon")
            .ThenRefused("not-a-duration")
            .When("ana", "snooze")
            .ThenAsks("snooze");

    [Fact]
    public void While_it_runs_no_update_is_the_last() =>
        Story
            .Of("checkout fails")
            .When("ana", Whole.Replace("30m", "none", StringComparison.Ordinal))
            .Then("stakeholder-update-sent")
            .ThenAnswers("Next update")
            .ThenState(i => Assert.Equal("15:00", $"{i.UpdateDueAt:HH:mm}"))
            .When("ana", "cancel a load test")
            .ThenState(i => Assert.Null(i.UpdateDueAt));

    // D3: nobody is left in silence after the audience has heard.
    [Fact, Trait("Requirement", "D3")]
    public void Until_an_update_is_sent_all_are_asked_again_slower_each_time()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "note hello")
            .When("cy", "role backup me")
            .At("15:15")
            .ThenState(i => Assert.Equal(1, i.UpdateRound));
        var asked = Asked(story);
        story.At("15:35");
        Assert.True(Asked(story) > asked, "Somebody is asked again.");
        Assert.Contains(story.AllEffects, e => e is Effect.Direct { Person: "UCY" });
        story.At("20:00");
        Assert.InRange(story.Incident.UpdateRound, 3, 6);
        Assert.Single(story.History, fact => fact.Fact is AudienceToldLate);
        story.When("ana", Whole).ThenState(i => Assert.Equal(0, i.UpdateRound));
    }

    [Fact, Trait("Requirement", "D3")]
    [Trait("Fault", "U3")]
    public void Reminders_reach_people_directly_and_the_thread_only_when_nobody_answers()
    {
        var story = Story.Of("checkout fails").When("ben", "note hello").When("ben", "role comms me").At("15:00");
        Assert.DoesNotContain(story.AllEffects, e => e is Effect.Tell { Key: ['u', 'p', ..] });
        Assert.DoesNotContain(story.AllEffects, e => e is Effect.Post { Key: var key } && key.EndsWith("-thread"));
        story.At("15:05").ThenPosts(Destination.CardThread, "is late");
    }

    // Its sibling; the update comes before every other reminder.
    [Fact]
    [Trait("Fault", "U3")]
    public void A_reminder_about_waiting_stands_back_for_the_update()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "note hello")
            .At("14:27")
            .When("ana", Whole.Replace("30m", "33m", StringComparison.Ordinal))
            .When("ana", "wait stripe check 30m")
            .At("15:01");
        Assert.Contains(story.History, fact => fact.Fact is UpdateAsked { Rung: "due" });
        Assert.DoesNotContain(story.History, fact => fact.Fact is WaitAskedAgain);
    }

    private static int Asked(Story story) => story.History.Count(fact => fact.Fact is UpdateAsked);

    [Fact, Trait("Requirement", "B17")]
    public void A_next_time_that_is_none_and_parts_too_long_for_a_phone_are_refused() =>
        Story
            .Of("checkout fails")
            .When("ana", Whole.Replace("30m", "soon", StringComparison.Ordinal))
            .ThenRefused("not-a-time")
            .When("ana", Whole.Replace("rolling back", new string('x', 501), StringComparison.Ordinal))
            .ThenRefused("update-too-long");
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>How an incident ends: nothing is said twice, and what only people saw is not told as if a machine
/// had.</summary>
public sealed class EndTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: no";

    [Fact, Trait("Fault", "U15")] // the last update, the thanks, one message with the report and all files
    public void A_second_look_that_resolves_leads_to_three_posts_and_repeats_no_update()
    {
        var story = Proven().At("14:20").When("ana", "verify still", InRoom).ThenPhase(Phase.Resolved);
        var said = story.Last.Effects.OfType<Effect.Post>().Where(post => post.To.IsRoom).ToList();
        Assert.Equal(["Update", "Resolved"], said.Select(post => FirstWords(post)));
        Assert.Single(story.Last.Effects.OfType<Effect.Upload>());
        Assert.DoesNotContain("Update 1", story.Last.Reply.Message!.Body, StringComparison.Ordinal);
    }

    [Fact, Trait("Fault", "U13")] // a sibling: what is missing for a resolve is asked on the card
    public void An_armed_resolve_has_its_buttons_on_the_card_alone()
    {
        var story = Story.Of("checkout fails").When("ana", Impact).When("ana", "resolve", InRoom);
        var onCard = CardView.Render(story.Incident, Story.ContextFor("ana")).Actions.Select(action => action.Command);
        Assert.Contains("disarm", onCard);
        var beside = story
            .Last.Effects.OfType<Effect.Post>()
            .SelectMany(post => post.Message.Actions)
            .Concat(story.Last.Reply.Message!.Actions);
        Assert.Empty(beside.Select(action => action.Command).Intersect(onCard));
    }

    [Fact, Trait("Fault", "U16")] // a sibling
    public void What_is_over_is_told_in_the_past_tense_also_after_a_draft_was_sent_as_it_was()
    {
        var story = Story.Of("checkout fails").When("ana", Impact.Replace("ongoing: no", "ongoing: yes"));
        var draft = UpdateDraft.Of(story.Incident, Story.ContextFor("ana"));
        Assert.Equal("Most users cannot do something essential. It is still happening.", draft.Impact);
        story.When("ana", draft.ToWords()).When("ana", "rollback payments to 4.1").When("ana", "outcome worked");
        Prove(story).At("14:20").When("ana", "verify still");
        Assert.Equal("Most users could not do something essential. It is over.", story.Incident.Updates[^1].Impact);
    }

    [Fact, Trait("Fault", "U10")] // a sibling
    public void A_report_says_who_saw_the_recovery()
    {
        var story = Proven().At("14:20").When("ana", "verify still");
        Assert.Equal(
            "seen by Ana on a dashboard, and once more after the hold time (errors 0.1 %, before the incident 0.1 %)",
            story.Incident.RecoverySeen
        );
        Assert.Contains("we looked twice", story.Incident.Updates[^1].Doing, StringComparison.Ordinal);
    }

    [Fact, Trait("Fault", "U11")] // nothing began when it was answered already
    public void A_change_from_before_the_declaration_is_not_offered_as_its_beginning()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "rollback payments to 4.1 at 13:50")
            .When("ana", "outcome worked");
        story.When("ana", Impact).When("ana", "resolve");
        Assert.Equal(
            ["started"],
            story
                .Last.Reply.Message!.Actions.Select(action => action.Command)
                .Where(command => command.StartsWith("started", StringComparison.Ordinal))
        );
    }

    [Fact, Trait("Fault", "K14")]
    public void What_was_recorded_afterwards_claims_no_order()
    {
        var story = Story.Nothing().When("ana", "declare past major checkout failed started: 13:00 ended: 13:30");
        var document = TimelineDocument.Of(story.Incident, [], story.Incident.LastAt);
        Assert.Contains("\"adherencePercent\": null", TimelineJson.Write(document), StringComparison.Ordinal);
    }

    [Theory, Trait("Fault", "U22")]
    [InlineData("I rolled back payments to 4.1 at 13:50 already", "13:50")]
    [InlineData("rolled back payments to 4.1 at 13:50, btw.", "13:50")]
    [InlineData("rolled back payments to 4.1", "14:00")]
    public void The_button_for_what_was_said_names_the_time_that_it_records(string said, string time)
    {
        var story = Story.Of("checkout fails");
        var suggested = PlainTalk.Suggest(said, story.Incident, Story.ContextFor("ana"))!;
        Assert.Equal(
            ($"Record rollback {time}?", $"rollback payments to 4.1 at {time}:00Z"),
            (suggested.Label, suggested.Line)
        );
        story.When("ana", suggested.Line).ThenRoomHears(time == "14:00" ? "Started #1" : $"4.1, at 2026-11-21 {time}Z");
    }

    private static Story Proven() =>
        Prove(
            Story
                .Of("checkout fails")
                .When("ana", "rollback payments to 4.1")
                .When("ana", "outcome worked")
                .When("ana", Impact)
        );

    private static Story Prove(Story story) =>
        story.When("ana", "verify manual https://grafana.test/d/1 errors 0.1 %, before 0.1 %").When("ana", "resolve");

    private static string FirstWords(Effect.Post post) =>
        Markup.Plain(post.Message.Title ?? post.Message.Body).Split(' ', ':')[0];

    private static DecisionContext InRoom(DecisionContext context) =>
        context with
        {
            Origin = context.Origin with { ChannelId = "C0ROOM" },
        };
}

using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>One question has one set of buttons, and what has a message of its own keeps it.</summary>
public sealed class CalmRoomTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";

    [Fact]
    [Trait("Fault", "U13")]
    public void In_the_room_the_answer_is_a_line_and_repeats_no_button_of_the_card()
    {
        var story = Story.Of("checkout fails").When("ana", Impact, InRoom);
        Assert.Empty(story.Last.Reply.Message!.Actions);
        Assert.Null(story.Last.Reply.Message.Footer);
        Assert.StartsWith("Impact: most users", story.Last.Reply.Message.Body, StringComparison.Ordinal);
        Assert.NotEmpty(CardView.Render(story.Incident, Story.ContextFor("ana")).Actions);
    }

    [Fact] // A sibling: where no card is seen the next step comes with its buttons
    [Trait("Fault", "U13")]
    public void Elsewhere_the_answer_shows_the_next_step()
    {
        var story = Story.Of("checkout fails").When("ana", Impact);
        Assert.NotEmpty(story.Last.Reply.Message!.Actions);
    }

    [Fact] // A sibling: what came of a change is asked below the change, not on the card too
    [Trait("Fault", "U13")]
    public void A_running_change_asks_once_whether_it_helped()
    {
        var story = Story.Of("checkout fails").When("ana", Impact).When("ana", "rollback payments to 4.1");
        var asked = story.Last.Effects.OfType<Effect.Post>().Single(post => post.To.IsRoom).Message;
        Assert.Contains(asked.Actions, action => action.Command == "outcome #1 worked");
        var card = CardView.Render(story.Incident, Story.ContextFor("ana"));
        Assert.DoesNotContain(card.Actions, action => action.Command.StartsWith("outcome #", StringComparison.Ordinal));
        Assert.Contains("Say what came of #1", card.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "U14")]
    public void A_task_has_one_message_in_the_thread_that_says_how_it_goes()
    {
        var story = Story.Of("checkout fails").When("ben", "join").When("ana", "task @ben trace the queue");
        Assert.Equal("task-1", Assert.Single(story.Last.Effects.OfType<Effect.Post>()).Key);
        story.When("ben", "so-far #1 not the cache").ThenEdits("task-1", "so far (trace the queue): not the cache");
        story.When("ben", "stuck #1 read access").ThenEdits("task-1", "needs: read access");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Tell { Person: "UANA" });
        story.When("ben", "done #1 the index was missing").ThenEdits("task-1", "Task #1 done");
        Assert.Empty(story.Last.Effects.OfType<Effect.Post>());
        Assert.Empty(story.Last.Effects.OfType<Effect.Edit>().Single(edit => edit.Key == "task-1").Message.Actions);
    }

    [Fact] // A sibling
    [Trait("Fault", "U14")]
    public void A_role_has_one_message_and_who_is_asked_next_hears_of_it()
    {
        var story = Story.Of("checkout fails").When("ben", "join");
        Assert.Contains(story.Last.Effects.OfType<Effect.Post>(), post => post.Key == "role-ops");
        story.When("cy", "join").When("ben", "decline ops").ThenEdits("role-ops", "declined Ops");
        Assert.Empty(story.Last.Effects.OfType<Effect.Post>());
        story.When("ana", "role ops @cy").ThenEdits("role-ops", "you have Ops now");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Tell { Person: "UCY" });
    }

    [Fact]
    [Trait("Fault", "U28")]
    public void A_runbook_is_shared_with_the_room_as_one_message_that_says_which_step()
    {
        var catalog = new Catalog([])
        {
            Runbooks = [new Runbook("disk", "A disk is full", "## First checks\n1. Look.\n2. Grow it.\n3. Clean it.")],
        };
        var story = Story.Of("checkout fails", catalog: catalog).When("ana", "runbook disk");
        Assert.Contains(story.Last.Effects.OfType<Effect.Post>(), post => post.Key == "runbook-disk");
        story.When("ana", "runbook disk done 1").ThenEdits("runbook-disk", "step 1 of 3 done");
        story.When("ana", "runbook disk done 2").ThenEdits("runbook-disk", "step 2 of 3 done");
        Assert.DoesNotContain(
            story.Last.Effects.OfType<Effect.Post>(),
            post => post.Key.StartsWith("runbook", StringComparison.Ordinal)
        );
    }

    [Fact] // A sibling: an incident from its declaration to its end
    [Trait("Fault", "U41")]
    public void A_whole_incident_costs_a_topic_a_phase()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", Impact)
            .When("ana", "rollback checkout to 4.1")
            .When("ana", "outcome worked")
            .When("ana", "update what: it works impact: none doing: watching next: 30m anyway: yes")
            .When("ana", "verify manual https://g.test/d 0.1 %, as before");
        var topics = story.AllEffects.OfType<Effect.SetTopic>().Select(effect => effect.Topic).ToList();
        Assert.Equal(topics.Distinct(), topics);
        Assert.InRange(topics.Count, 1, 5);
    }

    [Fact]
    [Trait("Fault", "U41")]
    public void The_topic_changes_with_phase_severity_and_lead_alone()
    {
        var story = Story.Of("checkout fails").When("ben", "join").When("ana", Impact);
        foreach (
            var line in new[]
            {
                "service checkout",
                "note red",
                "role ops @ben",
                "task @ben look",
                "found it is red",
                "path unknown",
            }
        )
        {
            story.When("ana", line);
            Assert.Empty(story.Last.Effects.OfType<Effect.SetTopic>());
        }

        foreach (var line in new[] { "severity critical down", "role lead @ben", "rollback none because none" })
        {
            story.When(story.Incident.Lead!.Name.ToLowerInvariant(), line);
            Assert.Single(story.Last.Effects.OfType<Effect.SetTopic>());
        }
    }

    [Fact] // the budget: what is over it stands in the thread, what people outside rely on is heard
    public void Over_the_budget_a_busy_room_hears_updates_and_the_end_alone()
    {
        var story = Story.Of("checkout fails", Severity.Critical).When("ana", Impact);
        foreach (var number in Enumerable.Range(1, 9))
            story.When("ana", $"found clue {number}");
        Assert.Contains(story.Last.Effects.OfType<Effect.Post>(), post => post.To == Destination.CardThread);
        Assert.DoesNotContain(story.Last.Effects.OfType<Effect.Post>(), post => post.To.IsRoom);
        story
            .When("ana", "update what: it fails impact: nobody can pay doing: looking next: 30m")
            .ThenRoomHears("it fails")
            .After(TimeSpan.FromMinutes(11))
            .When("ana", "found clue 10")
            .ThenRoomHears("clue 10");
    }

    private static DecisionContext InRoom(DecisionContext context) =>
        context with
        {
            Origin = context.Origin with { ChannelId = "C0ROOM" },
        };
}

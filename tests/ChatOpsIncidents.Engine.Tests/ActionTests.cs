using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ActionTests
{
    [Fact, Trait("Requirement", "B31")]
    public void An_action_has_an_owner_a_date_and_words_that_say_what_will_be_there() =>
        ReviewStory
            .Resolved()
            .When("ana", "action @ben alert when the payment queue is over 100 by 2026-12-04")
            .Then("action-planned")
            .ThenState(i =>
                Assert.Equal(
                    (
                        1,
                        "alert when the payment queue is over 100",
                        "Ben",
                        new DateTimeOffset(2026, 12, 4, 17, 0, 0, TimeSpan.Zero)
                    ),
                    (i.Actions[0].Number, i.Actions[0].Text, i.Actions[0].Owner.Name, i.Actions[0].DueAt)
                )
            )
            .When("ana", "action @ben alert when the payment queue is over 100 by 2026-12-04")
            .ThenNothing()
            .When("ana", "action @ben alert when the payment queue is over 100 by 2026-12-11")
            .Then("action-changed")
            .When("ana", "action who: @cy by: Friday link: https://t.test/2 factor: 1")
            .ThenAsks("action")
            .When("ana", "action a second line of text who: @cy by: Friday link: https://t.test/2")
            .Then("action-planned")
            .ThenState(i => Assert.Equal("https://t.test/2", i.Actions[1].Link))
            .When("ana", "action @ben a load test")
            .ThenAsks("action")
            .When("ana", "action")
            .ThenAsks("action")
            .When("ana", "action list")
            .ThenAnswers("#2 a second line of text, Cy, by 2026-11-27 17:00Z, item")
            .When("ana", "action @ben a load test by 2026-11-01")
            .ThenRefused("date-past")
            .When("ana", "action a load test who: @ben by: soon")
            .ThenRefused("not-a-date")
            .When("ana", "action @n#body a load test by 2026-12-01")
            .ThenRefused("unknown-person");

    [Theory, Trait("Requirement", "B31")]
    [InlineData("improve the monitoring"), InlineData("look into the pool"), InlineData("investigate timeouts")]
    [InlineData("be more careful with deploys"), InlineData("we should make sure it works"), InlineData("monitoring")]
    [InlineData("everybody deploys more carefully")]
    public void Words_that_never_end_are_refused_with_what_to_type_instead(string text) =>
        ReviewStory
            .Resolved()
            .When("ana", $"action @ben {text} by 2026-12-04")
            .ThenRefused("vague-action", next: "/incident action <@person> <what will be there> by <date>")
            .ThenAnswers("Say what will be there then");

    [Theory]
    [
        InlineData("improve the p99 of checkout to under 300 ms"),
        InlineData("ensure backups are restored monthly so that we know")
    ]
    [InlineData("a runbook for the payment queue"), InlineData("careful limits in the gate")]
    public void Words_that_can_be_measured_pass(string text) =>
        ReviewStory.Resolved().When("ana", $"action @ben {text} by 2026-12-04").Then("action-planned");

    [Fact, Trait("Requirement", "B31")]
    public void An_owner_is_a_full_member() =>
        ReviewStory
            .Resolved()
            .When(
                "ana",
                "action @eve a load test in the gate by 2026-12-04",
                c => c with { StandingOf = p => p.Id == "UEVE" ? Standing.Guest : Standing.Member }
            )
            .ThenRefused("not-a-member")
            .ThenAnswers("Eve is a guest here");

    [Fact, Trait("Requirement", "B31")]
    public void An_action_is_followed_to_its_end_before_at_and_after_its_date()
    {
        var story = ReviewStory.Closed("action @ben a load test in the gate by 2026-12-04 https://t.test/1");
        story.After(new DateTimeOffset(2026, 12, 13, 0, 0, 0, TimeSpan.Zero) - story.Now);
        Assert.Equal(
            ["2026-12-03 17:00 UBEN", "2026-12-04 17:00 UBEN", "2026-12-05 17:00 UBEN", "2026-12-12 17:00 UBEN"],
            story
                .History.Where(fact => fact.Fact is ActionReminded)
                .Select(f => $"{f.RecordedAt:yyyy-MM-dd HH:mm} {((ActionReminded)f.Fact).Owner.Id}")
        );
        Assert.Equal(
            ["UBEN", "UBEN", "UBEN", "UANA", "UBEN", "UANA"],
            story
                .AllEffects.OfType<Effect.Direct>()
                .Where(d => d.Key.StartsWith("action", StringComparison.Ordinal))
                .Select(direct => direct.Person)
        );
        story
            .When("ben", "action done 1")
            .Then("action-done")
            .When("ben", "action done 1")
            .ThenNothing()
            .ThenState(i => Assert.Empty(i.Deadlines))
            .ThenPhase(Phase.Closed);
    }

    [Fact]
    public void An_action_gets_another_date_another_owner_its_item_or_is_dropped_with_a_reason() =>
        ReviewStory
            .Resolved()
            .When("ana", "action @ben a load test in the gate by 2026-12-04")
            .When("ana", "action 1")
            .ThenAsks("action")
            .When("ana", "action #1 link: ticket-7")
            .ThenRefused("not-a-link")
            .When("ana", "action 1 https://t.test/1")
            .Then("action-changed")
            .When("ana", "action 1 by 2026-12-11")
            .Then("action-changed")
            .When("ana", "action #1 who: @cy by: \"2026-12-11 17:00\" link: https://t.test/1")
            .Then("action-changed")
            .When("ana", "action #1 who: @cy by: \"2026-12-11 17:00\" link: https://t.test/1")
            .ThenNothing()
            .ThenState(i =>
                Assert.Equal(
                    ("Cy", "https://t.test/1", 11),
                    (i.Actions[0].Owner.Name, i.Actions[0].Link, i.Actions[0].DueAt.Day)
                )
            )
            .When("ana", "undo")
            .ThenState(i => Assert.Equal("Ben", i.Actions[0].Owner.Name))
            .When("ana", "action drop 1")
            .ThenAsks("action")
            .When("ana", "action drop #1 the service is switched off")
            .Then("action-dropped")
            .When("ana", "action 1 by 2026-12-12")
            .ThenRefused("action-over")
            .When("ana", "action done 4")
            .ThenRefused("no-such-action");

    [Fact, Trait("Requirement", "C29")]
    public void Each_factor_needs_an_action_that_prevents_it() =>
        ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", "factor process the gate has no load test")
            .When("ana", "review summary: a b well: c d poorly: e f lessons: g h")
            .When("ana", "action @ben alert when the queue is over 100 by 2026-12-04 https://t.test/1")
            .When("ana", "close")
            .ThenRefused("review-complete", next: "/incident action factor: 1")
            .When("ana", "action factor: 1")
            .ThenAsks("action")
            .When("ana", "action @ben a load test in the gate by 2026-12-04 link: https://t.test/2 factor: 3")
            .ThenRefused("no-such-factor")
            .When("ana", "action 1 factor: 1")
            .Then("action-changed")
            .When("ana", "close")
            .Then("incident-closed");

    [Fact, Trait("Requirement", "B35")]
    public void Documentation_is_due_while_it_is_fresh_when_a_runbook_was_used_or_missing()
    {
        ReviewStory
            .Resolved(story => story.When("ana", "finding runbook-gap none for the queue"))
            .ThenState(i =>
                Assert.Equal(("Ana", i.ResolvedAt!.Value.AddHours(48)), (i.Actions[0].Owner.Name, i.Actions[0].DueAt))
            )
            .ThenState(i =>
                Assert.Contains("a runbook for what had none", i.Actions[0].Text, StringComparison.Ordinal)
            );
        ReviewStory.Resolved().ThenState(i => Assert.Empty(i.Actions));
    }

    [Theory]
    [InlineData("2026-12-04", "2026-12-04T16:00Z"), InlineData("4 Dec", "2026-12-04T16:00Z")]
    [InlineData("Dec 4, 2026", "2026-12-04T16:00Z"), InlineData("4.12.2026", "2026-12-04T16:00Z")]
    [InlineData("1 Feb", "2027-02-01T16:00Z"), InlineData("friday", "2026-11-27T16:00Z")]
    [InlineData("Sat", "2026-11-28T16:00Z"), InlineData("tomorrow at 9:30", "2026-11-22T08:30Z")]
    [InlineData("2026-12-04 15:00Z", "2026-12-04T15:00Z"), InlineData("14d", "2026-12-05T16:00Z")]
    [InlineData("in 2 weeks", "2026-12-05T16:00Z"), InlineData("today", "2026-11-21T16:00Z")]
    [InlineData("soon", null), InlineData("14", null), InlineData("31 Nov", null), InlineData("by hand", null)]
    public void Days_are_read_as_people_write_them(string words, string? expected)
    {
        var context = Story.ContextFor("ana") with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected, null),
            Dates.Of(words, new TimeOnly(17, 0), context)
        );
    }
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Rules at their edges: one minute less, a tie, one more than one.</summary>
public sealed class EdgeTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";

    private static Story Known(Severity severity = Severity.Major) =>
        Story.Of("checkout fails", severity).When("ana", Impact);

    private static Story Resolved() =>
        Known()
            .When("ana", "rollback payments to 4.1")
            .At("14:10")
            .When("ana", "outcome worked")
            .At("14:12")
            .When("ana", "verify manual https://grafana.test/d/1 error ratio 0.1 %, as before")
            .At("14:30")
            .When("ana", "resolve rolled back")
            .ThenPhase(Phase.Resolved);

    [Theory, InlineData(0, 1), InlineData(1, 0), Trait("Requirement", "A15")]
    public void A_reopening_a_day_after_the_all_clear_is_a_false_all_clear_and_a_minute_later_is_none(
        int minutes,
        int falseOnes
    )
    {
        var story = Resolved();
        story
            .After(story.Policy.FalseAllClearWithin + TimeSpan.FromMinutes(minutes))
            .When("ana", "reopen the errors are back")
            .ThenState(i => Assert.Equal((1, falseOnes), (i.ReopenCount, i.FalseAllClears)));
    }

    [Theory, InlineData("14:15", false), InlineData("14:14", true), Trait("Requirement", "C31")]
    public void What_is_told_five_minutes_after_it_was_done_is_in_time_and_what_is_older_is_marked_late(
        string done,
        bool late
    )
    {
        var story = Known().At("14:20").When("ana", $"mitigate flag-off new-checkout at {done}");
        var told = story.Last.Facts.Single(fact => fact.Fact is MitigationStarted);
        var entry = Chronicle.Of(story).Single(one => one.Seq == told.Seq);
        Assert.Equal((late, late), (told.IsLate, entry.IsLate));
        Assert.Equal(late, entry.Marks.Contains("late"));
    }

    [Fact, Trait("Requirement", "A13")]
    public void A_theory_before_containment_costs_adherence()
    {
        string[] contain = ["rollback payments to 4.1", "outcome worked"];
        string[] theorize = ["hypothesis the pool", "verdict confirmed the graph shows it"];
        var contained = AdherenceOf([.. contain, .. theorize]);
        Assert.Equal(100, contained);
        Assert.InRange(AdherenceOf([.. theorize, .. contain]), 1, 99);
    }

    // Medium: the order is counted, and not enforced.
    private static int AdherenceOf(string[] lines)
    {
        var story = lines.Aggregate(
            Known(Severity.Medium),
            (told, line) => told.After(TimeSpan.FromMinutes(1)).When("ana", line)
        );
        Assert.All(story.Steps, step => Assert.Null(step.Verdict.Refusal));
        return Scorecard.Of(story.Incident).AdherencePercent;
    }

    [
        Theory,
        InlineData(1, 1, Reach.Some),
        InlineData(2, 1, Reach.Most),
        InlineData(1, 2, Reach.Some),
        InlineData(2, 2, Reach.Some),
        Trait("Requirement", "C16")
    ]
    public void A_poll_says_most_only_with_more_no_than_yes(int no, int yes, Reach expected)
    {
        string[] people = ["ana", "ben", "cleo", "dan"];
        var story = Story.Of("checkout fails").When("ana", "ask does it open for you?");
        foreach (var (i, who) in people.Take(no + yes).Index())
            story.When(who, $"answer 1 {(i < no ? "no" : "yes")}");
        Assert.Equal(expected, story.Incident.Polls[0].Hit);
    }

    [Fact, Trait("Requirement", "B19")]
    public void What_leaves_the_house_names_a_service_by_neither_its_name_nor_its_alias()
    {
        var catalog = new Catalog([new Service("checkout") { Aliases = ["cart"], DependsOn = ["payments"] }]);
        var story = Story
            .Of("cards fail", catalog: catalog)
            .When("ana", "service checkout")
            .When("ana", Impact)
            .When("ana", "update what: cart fails impact: CART declines cards doing: rolling checkout back next: 30m");
        var update = Assert.Single(story.Incident.Updates);
        ChatMessage[] outward =
        [
            UpdateRenderings.ForPublic(story.Incident, update, catalog),
            UpdateRenderings.ForSupport(story.Incident, update, catalog),
        ];
        foreach (var said in outward.Select(MessageText.Of))
        {
            Assert.Contains("our service declines cards", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("cart", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("checkout", said, StringComparison.OrdinalIgnoreCase);
        }
    }

    [
        Theory,
        InlineData("due to the database"),
        InlineData("caused by the database"),
        InlineData("the root cause is the database"),
        InlineData("because of the database"),
        InlineData("probably the database"),
        InlineData("presumably the database"),
        InlineData("apparently the database"),
        InlineData("we suspect the database"),
        InlineData("suspected database fault"),
        InlineData("suspect the database"),
        InlineData("we think the database"),
        InlineData("i think the database"),
        InlineData("seems to be the database"),
        InlineData("looks like the database"),
        InlineData("must be the database"),
        InlineData("might be the database"),
        InlineData("may be the database"),
        InlineData("our theory is the database"),
        InlineData("likely the database"),
        Trait("Requirement", "A10")
    ]
    public void Every_word_of_a_cause_in_an_update_before_the_impact_is_known_is_asked_about(string what) =>
        Story
            .Of("checkout fails")
            .When("ana", $"update what: checkout fails, {what} impact: not known doing: looking next: 30m")
            .ThenNothing()
            .ThenAnswers("reads like a theory");

    [Fact, Trait("Requirement", "B3")]
    public void Of_two_running_changes_the_later_one_is_asked_about()
    {
        var story = Known()
            .When("ana", "rollback payments to 4.1")
            .When("ana", "mitigate scale api to 12 both: the queue grows meanwhile")
            .Then("mitigation-started");
        story.When("ana", "mitigate shed a fifth of the load").ThenHeld("one-change");
        Assert.Contains("scale", story.Last.Refusal!.Because, StringComparison.Ordinal);
        Assert.Contains(story.Last.Refusal.Next, step => step.Command == "outcome #2 worked turned: no");
        Assert.DoesNotContain(
            story.Last.Refusal.Next,
            step => step.Command.StartsWith("outcome #1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void One_answer_sets_free_all_that_waited_for_it()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "rollback payments to 4.1")
            .ThenHeld("impact-first")
            .When("ana", "rollback search to 3.2 both: another team does it")
            .ThenHeld("impact-first")
            .When("ana", Impact)
            .Then(
                "impact-assessed",
                "rollback-option-reviewed",
                "mitigation-started",
                "rollback-option-reviewed",
                "mitigation-started"
            );
        Assert.Empty(story.Incident.Held);
        Assert.Equal(["payments to 4.1", "search to 3.2"], story.Incident.Mitigations.Select(change => change.What));
    }

    [
        Theory,
        InlineData("all servers"),
        InlineData("everything"),
        InlineData("every server"),
        InlineData("the API everywhere"),
        InlineData("sessions of everyone"),
        InlineData("the whole cluster"),
        InlineData("the entire cluster"),
        InlineData("the servers, all."),
        Trait("Requirement", "B14")
    ]
    public void However_everything_at_once_is_said_a_smaller_scope_is_asked_for_first(string what) =>
        Known().When("ana", $"mitigate isolate {what}").ThenRefused("scope-all");

    [Fact]
    public void One_server_of_all_is_no_change_of_everything() =>
        Assert.NotEqual("scope-all", Known().When("ana", "mitigate isolate overall-api-7").Last.Refusal?.Code);

    [Fact, Trait("Requirement", "D3")]
    public void A_holding_update_tells_the_last_three_news_verdicts_too_and_no_more()
    {
        var story = Story.Of("checkout fails").When("ben", "note hello");
        foreach (var (i, line) in new[] { "one", "two", "three", "four" }.Index())
            story.At($"14:{10 + i}").When("ana", $"note {line}");
        story.At("14:20").When("ana", "rollback none because the schema changed");
        story.At("14:21").When("ana", Impact).When("ana", "mitigate none because nothing can be done");
        story.At("14:22").When("ana", "hypothesis the pool").When("ana", "verdict refuted it was never full");
        story.At("15:10").Then("holding-update-sent");
        var news = story.Last.Facts.Select(fact => fact.Fact).OfType<HoldingUpdateSent>().Single().News;
        Assert.Equal(3, news.Count);
        Assert.Contains("it was never full", Markup.Plain(news[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain(news, line => line.Contains("four", StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "A15")]
    public void What_a_change_that_worked_has_stopped_stays_stopped_when_a_later_change_fails() =>
        Known()
            .When("ana", "rollback payments to 4.1")
            .When("ana", "outcome #1 worked errors at 0.1 %")
            .ThenPhase(Phase.Mitigated)
            .When("ana", "mitigate scale api to 12")
            .When("ana", "outcome #2 failed")
            .ThenPhase(Phase.Mitigated)
            .When("ana", "outcome #1 failed they are back turned: yes")
            .ThenState(i => Assert.Null(i.MitigatedAt));

    [Fact, Trait("Requirement", "B15")]
    public void However_late_it_gets_worse_there_is_the_time_of_a_draft_before_the_update_is_due() =>
        Story
            .Of("checkout fails")
            .At("14:45")
            .When("ana", "severity critical all cards fail")
            .ThenState(i => Assert.Equal("14:50", $"{i.UpdateDueAt:HH:mm}"));

    [Fact]
    public void Nothing_of_a_private_incident_is_said_where_it_was_declared()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare private keys may have leaked")
            .When(new ReportRoom("C0ROOM", "inc-7"))
            .When("ben", "note hello")
            .When("ana", "service payments")
            .At("15:20")
            .When("ana", Impact)
            .When("ana", "severity critical they are used");
        Assert.NotEmpty(story.AllEffects.OfType<Effect.Post>());
        Assert.DoesNotContain(story.AllEffects.OfType<Effect.Post>(), post => post.To == Destination.Origin);
    }
}

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The scorecard's rows, and what counts as the settled order kept.</summary>
public sealed class ScoreRowsTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string Theory = "hypothesis the pool is too small";

    [Fact, Trait("Requirement", "C36")]
    public void An_incident_in_the_settled_order_has_every_time()
    {
        var story = Story
            .Of("payments fail")
            .At("14:02")
            .When("ana", Impact)
            .At("14:03")
            .When("ana", "rollback payments to 4.1")
            .At("14:06")
            .When("ana", "outcome worked")
            .At("14:08")
            .When("ana", "update what: rolled back impact: none doing: we watch next: 30m");
        Assert.Equal(
            [
                "Time to impact: 2 min",
                "Time to rollback review: 3 min",
                "Time to first update: 8 min",
                "Time to mitigate: 6 min",
                "Updates on time: 1 of 1",
                "Overrides: 0",
                "Order kept: 100 %",
            ],
            Rows(story)
        );
    }

    [Fact, Trait("Requirement", "C36")]
    public void What_came_before_the_impact_was_known_is_counted_against_the_order()
    {
        var change = Story.Of("payments fail").When("ana", "override impact-first the pool is full, I saw it");
        change.When("ana", "rollback payments to 4.1").At("14:03").When("ana", Impact);
        Assert.False(Kept(change));
        var theory = Story.Of("payments fail").When("ana", "override impact-first I saw it");
        theory.When("ana", "override containment-first I saw it").When("ana", Theory).At("14:03").When("ana", Impact);
        Assert.Contains(theory.Incident.Hypotheses, one => one.State == HypothesisState.Active);
        Assert.False(Kept(theory));
        Assert.Null(Kept(Story.Of("payments fail").When("ana", Impact)));
        Assert.True(Kept(Story.Of("payments fail").When("ana", Impact).When("ana", "rollback payments to 4.1")));
    }

    [Fact, Trait("Requirement", "D3")]
    public void An_update_that_came_late_says_by_how_much()
    {
        var story = Story.Of("payments fail").When("ana", Impact);
        story.After(story.Incident.UpdateDueAt!.Value - story.Now + TimeSpan.FromMinutes(7));
        story.When("ana", "update what: we look impact: most cannot pay doing: rolling back next: 30m");
        Assert.Contains("Updates on time: 0 of 1, the latest 7 min late", Rows(story));
    }

    private static bool? Kept(Story story) =>
        GateTable.All.Single(gate => gate.Code == "impact-first").Kept(story.Incident);

    private static IEnumerable<string> Rows(Story story) =>
        ScoreRows.Of(story.Incident).Select(row => $"{row.Label}: {row.Value}");
}

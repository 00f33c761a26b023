using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class SymptomTests
{
    private static readonly Catalog Shop = new([
        new Service("checkout")
        {
            Aliases = ["cart"],
            Dashboards = [new NamedLink("Checkout", "https://grafana.test/d/1")],
        },
        new Service("payments"),
    ]);

    [Fact, Trait("Requirement", "A24"), Trait("Requirement", "C18")]
    public void A_service_is_found_by_alias_and_its_dashboards_become_links()
    {
        var story = Story
            .Of("cards fail", catalog: Shop)
            .When("ana", "service Cart")
            .Then("services-added")
            .ThenState(i => Assert.Equal(["checkout"], i.Services));
        Assert.Contains(new Effect.Bookmark("Checkout", "https://grafana.test/d/1"), story.Last.Effects);
        story
            .When("ana", "service checkout")
            .ThenNothing()
            .When("ana", "service cart payments")
            .Then("services-added")
            .ThenState(i => Assert.Equal(["checkout", "payments"], i.Services))
            .When("ana", "service")
            .ThenAsks("service");
    }

    [Fact, Trait("Requirement", "B9"), Trait("Requirement", "A5")]
    public void The_symptom_window_keeps_its_own_times() =>
        Story
            .Of("cards fail")
            .When("ana", "started 13:40")
            .Then("symptoms-started")
            .ThenAnswers("13:40 UTC")
            .ThenState(i => Assert.Equal(13, i.StartedAt!.Value.Hour))
            .When("ana", "started at 13:40")
            .ThenNothing()
            .When("ana", "ended 2026-11-21T13:30Z")
            .ThenRefused("wrong-order")
            .At("15:00")
            .When("ana", "ended 14:50")
            .Then("symptoms-ended")
            .When("ana", "ended 2026-11-21T15:30Z")
            .ThenRefused("time-ahead")
            .When("ana", "started soon")
            .ThenRefused("not-a-time")
            .When("ana", "started")
            .ThenAsks("started");

    [Fact, Trait("Requirement", "C3")]
    public void A_customer_who_noticed_first_is_a_gap() =>
        Story
            .Of("cards fail")
            .When("ana", "detected-by customer ticket 4711")
            .Then("detection-marked", "finding-recorded")
            .When("ana", "detected-by customer")
            .ThenNothing()
            .When("ana", "detected-by alert")
            .Then("detection-marked")
            .When("ana", "detected-by magic")
            .ThenRefused("unknown-detection")
            .When("ana", "detected-by")
            .ThenAsks("detected-by");

    [Fact, Trait("Requirement", "A6")]
    public void Symptoms_and_gaps_are_kept() =>
        Story
            .Of("cards fail")
            .When("ana", "symptom 502s at the load balancer at 13:58")
            .Then("symptom-noted")
            .When("ana", "symptom 502s at the load balancer at 13:58")
            .ThenNothing()
            .When("ana", "gap no alert on the queue")
            .Then("finding-recorded")
            .When("ana", "gap no alert on the queue")
            .ThenNothing()
            .When("ana", "gap")
            .ThenAsks("gap")
            .When("ana", "symptom")
            .ThenAsks("symptom");
}

using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Whole incidents, typed with the contract's words only, each as calm as <see cref="CalmStory"/> wants it.</summary>
public sealed class LongStories
{
    [Fact, Trait("Requirement", "B39"), Trait("Requirement", "A1")]
    public void A_bad_deploy_that_was_rolled_back_before_it_was_declared()
    {
        var story = Story
            .Nothing()
            .At("14:20")
            .When("ana", "declare major checkout fails since payments 4.2")
            .When(new ReportRoom("C0ROOM", "inc-7"))
            .At("14:21")
            .When("ben", "rollback payments to 4.1 at 14:05")
            .Then("rollback-option-reviewed", "mitigation-started")
            .At("14:22")
            .When("ana", "impact who: most how-bad: main-flow ongoing: no")
            .When("ben", "outcome worked errors down to 0.1 % at 14:12")
            .ThenPhase(Phase.Mitigated)
            .At("14:23")
            .When("ana", "verify manual https://grafana.test/d/checkout error ratio 0.1 %, as before")
            .ThenPhase(Phase.Verify)
            .When("ana", "resolve payments 4.2 rolled back")
            .At("14:28")
            .Then("second-look-asked")
            .At("14:30")
            .Tap("ana", "verify still")
            .ThenPhase(Phase.Resolved);
        Assert.Equal("14:12", story.Incident.MitigatedAt!.Value.ToString("HH:mm"));
        Assert.True(story.History.Single(f => f.Fact is MitigationStarted).BeforeGate);
        Assert.Equal("not needed: rolled back", RhythmBar.Of(story.Incident)[4].NotNeeded);
        Assert.Equal(0, story.Incident.OverrideCount);
        CalmStory.Check(story);
    }

    [Fact, Trait("Requirement", "C28"), Trait("Requirement", "B17")]
    public void A_suppliers_outage_of_three_hours()
    {
        var story = Story
            .Nothing()
            .At("09:00")
            .When("ana", "declare major card payments time out")
            .When(new ReportRoom("C0ROOM", "inc-7"))
            .At("09:02")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .At("09:03")
            .When("ana", "rollback none because nothing of ours changed")
            .At("09:04")
            .When("ana", "wait Stripe https://status.stripe.com check 1h")
            .ThenPhase(Phase.Waiting)
            .At("09:10")
            .When(
                "ana",
                "update what: cards time out at our supplier impact: most customers cannot pay by card doing: the "
                    + "supplier is working on it next: 3h30m"
            )
            .At("12:05")
            .When("ana", "outcome worked the supplier has fixed it")
            .ThenPhase(Phase.Mitigated)
            .At("12:06")
            .When("ana", "verify manual https://grafana.test/d/cards success 99.2 %, baseline 99.3 %")
            .When("ana", "resolve the supplier has fixed it")
            .At("12:12")
            .Tap("ana", "verify still")
            .ThenPhase(Phase.Resolved);
        Assert.Contains(
            story.AllEffects.OfType<Effect.Direct>(),
            tell => tell.Message.Body.Contains("any news from Stripe", StringComparison.Ordinal)
        );
        Assert.True(story.Incident.Updates.Count >= 2);
        Assert.Equal(["review-invite"], story.Incident.Deadlines.Keys);
        CalmStory.Check(story);
    }

    [Fact, Trait("Requirement", "A16"), Trait("Requirement", "B14")]
    public void Corrupt_data_at_ten_past_three_with_one_sleepy_engineer()
    {
        var story = Story
            .Nothing()
            .At("03:10")
            .When("ana", "declare critical orders show the wrong totals")
            .When(new ReportRoom("C0ROOM", "inc-7"))
            .At("03:12")
            .When("ana", "mitigate read-only orders-db")
            .ThenHeld("impact-first")
            .At("03:13")
            .When("ana", "impact who: all how-bad: main-flow ongoing: yes data: corrupt")
            .At("03:14")
            .When("ana", "rollback none because the migration cannot be undone")
            .ThenState(i => Assert.Equal("read-only", i.Running!.Kind))
            .At("03:20")
            .When("ana", "evidence https://backups.test/orders-0315 snapshot of the corrupt state")
            .At("03:21")
            .When("ana", "mitigate restore orders-db from 02:00 confirm: orders-db both: writing has stopped")
            .Then("mitigation-started")
            .At("03:50")
            .When("ana", "outcome #2 worked totals match the ledger")
            .ThenPhase(Phase.Mitigated)
            .When("ana", "verify manual https://grafana.test/d/orders mismatches 0, baseline 0");
        Assert.True(story.Incident.IsSolo);
        story
            .Tap("ana", "data repaired")
            .Submit("ana", "data restored from 02:00; totals match the ledger answer: repaired")
            .When("ana", "resolve restored orders-db")
            .At("04:05")
            .Tap("ana", "verify still")
            .ThenPhase(Phase.Resolved);
        Assert.DoesNotContain("going on", ImpactText.Of(story.Incident.Impact!), StringComparison.Ordinal);
        CalmStory.Check(story);
    }
}

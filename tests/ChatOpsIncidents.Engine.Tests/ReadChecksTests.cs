using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Recovery checks that monitoring is read for.</summary>
public sealed class ReadChecksTests
{
    private static readonly CheckReading Good = new("error ratio", CheckSignal.InBaseline, "0.1 % now, 0.1 % before");
    private static readonly CheckReading Blind = new("error ratio", CheckSignal.Blind, "nothing matches the query");

    [Fact]
    public void A_check_that_goes_blind_ends_the_hold_time_and_after_five_minutes_a_proof_is_asked_for()
    {
        var story = Recovering()
            .When(new ReportChecks([Good]))
            .Then("check-changed", "hold-started")
            .At("14:11")
            .When(new ReportChecks([Blind]))
            .Then("check-changed")
            .ThenState(i => Assert.Null(i.HoldUntil))
            .ThenState(i => Assert.Equal("error ratio is blind: nothing matches the query", i.CheckCounts))
            .At("14:16")
            .Then("deadline-passed");
        var told = story.Last.Effects.OfType<Effect.Direct>().Single().Message;
        Assert.StartsWith("Monitoring has no data for error ratio", told.Body, StringComparison.Ordinal);
        Assert.Equal("verify manual", told.Actions[0].Command);
    }

    [Fact]
    public void Where_nobody_leads_the_room_hears_that_monitoring_shows_nothing()
    {
        var story = Story
            .ByAlert(new Alert("grafana", "a", "payments fails") { Service = "payments", Severity = Severity.Critical })
            .When(new ReportRoom("C0ROOM", "inc-7"))
            .When(new ReportChecks([Blind]))
            .At("14:06");
        Assert.Contains(
            story.AllEffects.OfType<Effect.Post>(),
            post => post.Message.Body.StartsWith("Monitoring has no data", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_only_informs_neither_gates_nor_nags()
    {
        var traffic = new CheckReading("orders", CheckSignal.Blind, null) { Informs = true };
        var story = Recovering()
            .When(new ReportChecks([traffic, Good]))
            .Then("check-changed", "check-changed", "hold-started");
        Assert.DoesNotContain("monitoring:orders", story.Incident.Deadlines.Keys);
        story
            .When(new ReportChecks([traffic with { Signal = CheckSignal.OutOfBaseline }]))
            .ThenState(i => Assert.NotNull(i.HoldUntil))
            .ThenState(i => Assert.Equal("1 in baseline", i.CheckCounts));
    }

    [Fact]
    public void A_check_that_the_catalogue_wants_and_nobody_has_read_holds_the_proof_up()
    {
        var catalog = new Catalog([
            new Service("payments")
            {
                Checks =
                [
                    new ServiceCheck("error ratio") { Prometheus = "errors" },
                    new ServiceCheck("queue") { Prometheus = "queue" },
                ],
            },
        ]);
        Recovering(catalog)
            .When("ana", "service payments")
            .When(new ReportChecks([Good]))
            .Then("check-changed")
            .When(new ReportChecks([Good with { Check = "queue" }]))
            .Then("check-changed", "hold-started");
    }

    [Fact]
    public void A_resolve_that_waits_holds_as_well_though_nobody_changed_anything()
    {
        Story
            .Of("payments fail")
            .When(new ReportChecks([Good with { Signal = CheckSignal.OutOfBaseline }]))
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "resolve it went away by itself")
            .ThenState(i => Assert.NotNull(i.Armed))
            .When(new ReportChecks([Good]))
            .Then("check-changed", "hold-started");
    }

    [Fact]
    public void The_bars_begin_with_what_was_normal() =>
        Assert.Equal(("▁█·▁", ""), (Engine.Chat.Trend.Of([0.0, 1, null, 0]), Engine.Chat.Trend.Of([null, 1])));

    [Theory]
    [InlineData(BadSide.Above, 0.02, true)]
    [InlineData(BadSide.Above, 0.03, false)]
    [InlineData(BadSide.Above, 0, true)]
    [InlineData(BadSide.Below, 0, true)]
    [InlineData(BadSide.Below, -0.02, false)]
    [InlineData(BadSide.Below, 5, true)]
    [InlineData(BadSide.Both, 0.02, true)]
    [InlineData(BadSide.Both, -0.02, false)]
    public void A_number_passes_within_its_tolerance_on_the_side_that_is_bad(BadSide bad, double now, bool passes) =>
        Assert.Equal(passes, new ServiceCheck("c") { Bad = bad, Tolerance = 0.01 }.Passes(now, 0.01));

    [Theory]
    [InlineData(0.3, "%", "30 %")]
    [InlineData(0.00123, "%", "0.123 %")]
    [InlineData(1234.4, "ms", "1234 ms")]
    [InlineData(2.345, null, "2.35")]
    [InlineData(0, null, "0")]
    public void Numbers_are_said_as_people_read_them(double number, string? unit, string said) =>
        Assert.Equal(said, new ServiceCheck("c") { Unit = unit }.Say(number));

    private static Story Recovering(Catalog? catalog = null) =>
        Story
            .Of("payments fail", catalog: catalog)
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments")
            .At("14:10")
            .When("ana", "outcome worked");
}

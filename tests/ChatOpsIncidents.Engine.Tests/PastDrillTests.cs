namespace ChatOpsIncidents.Engine.Tests;

/// <summary>An incident that is over becomes a drill; a drill without any clock; scores by step and by person.</summary>
[Trait("Requirement", "B37")]
public sealed class PastDrillTests
{
    private static readonly Catalog Shop = new([new Service("payments")]) { Drills = DrillTests.ShippedDrills };

    [Fact]
    public void Its_alerts_changes_and_turning_points_come_again_and_nobody_is_named()
    {
        var scenario = Again(Past()).Incident.Drill!.Scenario;
        var heard = scenario.Injects.Select(inject => inject.Say?.Text).OfType<string>().ToArray();
        Assert.Contains("payments errors at 12 %", heard);
        Assert.Contains("a colleague says the pool is full", heard);
        Assert.Contains("the pool was never over 40 %", heard);
        var deploy = Assert.Single(scenario.Injects, inject => inject.Change is not null).Change!;
        Assert.Equal(("payments 4.2", "4.1", null), (deploy.What, deploy.Previous, deploy.By));
        Assert.Equal(TimeSpan.FromMinutes(10), deploy.Ago);
        var whole = FactJson.Write(new DrillStarted(scenario));
        Assert.DoesNotMatch("(?i)\\b(ana|ben|cleo)\\b", whole);
        Assert.DoesNotContain("shop@acme.test", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void What_helped_then_helps_now_and_ends_in_a_score()
    {
        var drill = Again(Past());
        drill
            .At("16:01")
            .ThenRoomHears("payments errors at 12 %")
            .When("cleo", "impact who: most how-bad: main-flow ongoing: yes")
            .When("dan", "rollback payments to 4.1")
            .At("16:04")
            .ThenState(i => Assert.All(i.Checks.Values, check => Assert.Equal(CheckSignal.InBaseline, check.Signal)))
            .When("dan", "outcome worked")
            .When("cleo", "update what: slow impact: some cannot pay doing: rolled back next: 30m")
            .When("cleo", "resolve it is back")
            .At("16:20")
            .ThenPhase(Phase.Resolved);
        var results = drill.Incident.Drill!.Results!;
        Assert.All(results, result => Assert.True(result.Met, result.ToString()));
        Assert.Equal(
            "Cleo",
            results.Single(result => result.Label.StartsWith("Impact", StringComparison.Ordinal)).By!.Name
        );
        Assert.Equal(
            "Dan",
            results.Single(result => result.Label.StartsWith("The right", StringComparison.Ordinal)).By!.Name
        );
        drill.ThenRoomHears("Steps by person: Cleo 3, Dan 3");
    }

    [Theory]
    [InlineData("declare private payments fail")]
    [InlineData("drill start bad-config")]
    [InlineData("declare payments fail")]
    public void What_is_private_practice_or_not_over_is_not_played(string begun)
    {
        var past = Story.Nothing(catalog: Shop).When("ana", begun).Incident;
        Story
            .Nothing(catalog: Shop)
            .When("cleo", "drill from INC-7", context => context with { Past = past })
            .ThenRefused("no-drill-from");
    }

    [Fact]
    public void What_nobody_may_see_is_not_there() =>
        Story.Nothing(catalog: Shop).When("cleo", "drill from INC-99").ThenRefused("no-such-incident");

    [Fact]
    public void Around_a_table_nothing_comes_by_a_clock_and_nothing_counts_time()
    {
        var story = Story
            .Nothing(catalog: Shop)
            .When("ana", "drill start bad-config tabletop")
            .When(new ReportRoom("C0ROOM", "inc-7-drill"))
            .After(TimeSpan.FromDays(3))
            .ThenState(i => Assert.Empty(i.Deadlines))
            .ThenState(i => Assert.Empty(i.Checks))
            .When("ana", "drill next")
            .ThenRoomHears("checkout p95 latency is 4.8 s")
            .When("ben", "impact who: most how-bad: main-flow ongoing: yes")
            .After(TimeSpan.FromDays(3))
            .When("ana", "drill next")
            .ThenRoomHears("It must be the database")
            .When("ana", "drill next")
            .When("ana", "drill next")
            .When("ben", "drill answer 6 1")
            .When("ana", "rollback payments to 4.1")
            .ThenRoomHears("resolved. error ratio 0.1 %")
            .When("ana", "outcome worked")
            .When("ben", "update what: slow impact: some cannot pay doing: rolled back next: 30m")
            .When("ana", "resolve rolled back")
            .ThenPhase(Phase.Resolved);
        var results = story.Incident.Drill!.Results!;
        Assert.All(results, result => Assert.True(result.Met, result.ToString()));
        Assert.DoesNotContain(results, result => result.Label.Contains(" within ", StringComparison.Ordinal));
        Assert.Empty(story.Incident.Deadlines);
    }

    [Fact]
    public void A_drill_with_a_clock_is_not_moved_by_hand_and_an_end_is_said()
    {
        Story
            .Nothing(catalog: Shop)
            .When("ana", "drill start bad-config")
            .When("ana", "drill next")
            .ThenRefused("not-tabletop");
        var story = Story.Nothing(catalog: Shop).When("ana", "drill start bad-config tabletop");
        for (var n = 0; n < 10; n++)
            story.When("ana", "drill next");
        story.ThenAnswers("All that comes by itself has come");
    }

    [Fact]
    public void Scores_stand_over_time_by_step_and_by_person()
    {
        PlayedDrill[] played =
        [
            Played("INC-1", 1, new DrillResult("First update within 15 min", false, ""), Done("Impact known", "ana")),
            Played("INC-2", 2, Done("First update within 9 min", "ben"), Done("Impact known", "ana")),
        ];
        Story
            .Nothing(catalog: Shop)
            .When("ana", "drill scores", context => context with { Played = played })
            .ThenAnswers("bad-config 1 of 2 → 2 of 2")
            .ThenAnswers("First update: 1 of 2")
            .ThenAnswers("ana: 2 in 2")
            .ThenAnswers("ben: 1 in 1");
        Story.Nothing(catalog: Shop).When("ana", "drill scores").ThenAnswers("No drill was played to its end yet");
    }

    private static PlayedDrill Played(string id, int day, params DrillResult[] results) =>
        new(id, "bad-config", new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero), false, results);

    private static DrillResult Done(string label, string who) =>
        new(label, true, "") { By = new Person("U" + who.ToUpperInvariant(), who) };

    // Played by Cleo and Dan, two hours later.
    private static Story Again(Incident past) =>
        Story
            .Nothing(catalog: Shop)
            .At("16:00")
            .When("cleo", "drill from INC-7", context => context with { Past = past })
            .Then("incident-declared", "drill-started")
            .When(new ReportRoom("C0ROOM", "inc-8-drill"));

    // Ana and Ben, that is: a deploy, a wrong theory, the way back.
    private static Incident Past()
    {
        var story = Story.Of("payments fail, says shop@acme.test", Severity.Major, catalog: Shop);
        var deploy = new KnownChange("d1", "deploy", "payments 4.2", story.Now.AddMinutes(-10))
        {
            Service = "payments",
            Version = "4.2",
            PreviousVersion = "4.1",
            Status = "succeeded",
            Actor = "Ben",
        };
        return
            story
                .When("ana", "service payments")
                .When(new ReportChange(deploy))
                .When(
                    new SeeAlerts([
                        new Alert("grafana", "a1", "payments errors at 12 %") { IsFiring = true, StartsAt = story.Now },
                    ])
                )
                .At("14:03")
                .When("ben", "found @ana says the pool is full")
                .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
                .When("ana", "rollback no payments the schema changed")
                .When("ana", "mitigate none because we do not know")
                .When("ben", "hypothesis the pool is full")
                .When("ben", "verdict refuted the pool was never over 40 %")
                .At("14:10")
                .When("ben", "rollback payments to 4.1")
                .At("14:12")
                .When("ben", "outcome worked errors are gone")
                .When("ben", "verify manual https://grafana.test/d/1 0.1 % before 0.1 %")
                .At("14:30")
                .When("ana", "resolve it is back override: yes")
                .Incident
                is { IsRunning: false } over
            ? over
            : story.When("ana", "cancel enough of it").Incident;
    }
}

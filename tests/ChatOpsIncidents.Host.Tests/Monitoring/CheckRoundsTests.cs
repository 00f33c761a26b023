using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Monitoring;

/// <summary>From monitoring to the incident: what is read, what it is held against, and what follows.</summary>
public sealed class CheckRoundsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_number_is_held_against_the_time_before_and_reported_when_it_changes()
    {
        await using var bench = await Declared();
        var bad = bench.Now;
        bench.Errors = at => at >= bad ? "0.3" : "0.001";
        await bench.ReadFor(3 * Minute);
        Assert.Equal(["error ratio is not in baseline: 30 % now, 0.1 % before"], await bench.Said());
        Assert.Contains("30 % now, 0.1 % before", (await Verify(bench)).Value);

        var good = bench.Now;
        bench.Errors = at => at >= bad && at <= good ? "0.3" : "0.002";
        var incident = await bench.ReadFor(Minute);
        Assert.Equal(CheckSignal.InBaseline, incident.Checks["error ratio"].Signal);
        Assert.Null(incident.HoldUntil); // nobody said that it is over
    }

    [Fact]
    public async Task An_armed_resolve_fires_by_itself_when_the_checks_were_read_in_baseline_until_the_end()
    {
        await using var bench = await Declared();
        var refused = await Failing(bench);
        Assert.Equal("verified-recovery", refused.Refusal);
        Assert.Contains("error ratio is not in baseline: 30 % now", refused.Reply.Message!.Body);

        bench.Errors = _ => "0.001";
        var incident = await bench.ReadFor(Minute);
        Assert.NotNull(incident.HoldUntil);
        Assert.True((await bench.ReadFor(incident.HoldUntil.Value - bench.Now - Minute)).IsRunning);
        Assert.NotNull((await bench.ReadFor(2 * Minute)).ResolvedAt);
        Assert.Contains("error ratio 0.1 % now, 0.1 % before", (await bench.Incident()).RecoveryShownBy);
    }

    [Fact]
    public async Task A_relapse_inside_the_hold_time_begins_it_anew()
    {
        await using var bench = await Declared();
        await Failing(bench);
        bench.Errors = _ => "0.001";
        var first = (await bench.ReadFor(2 * Minute)).HoldUntil;
        bench.Errors = _ => "0.2";
        Assert.Null((await bench.ReadFor(Minute)).HoldUntil);
        bench.Errors = _ => "0.001";
        var second = (await bench.ReadFor(Minute)).HoldUntil;
        Assert.True(second > first);
        Assert.True((await bench.ReadFor(first!.Value - bench.Now + Minute)).IsRunning);
        Assert.NotNull((await bench.ReadFor(5 * Minute)).ResolvedAt);
    }

    [Theory]
    [InlineData("query.vector.empty.json", 200, CheckSignal.Blind)]
    [InlineData("query.zero-over-zero.json", 200, CheckSignal.Blind)]
    [InlineData("query.div-by-zero.json", 200, CheckSignal.Blind)]
    [InlineData("query.nan-inf.json", 200, CheckSignal.Blind)]
    [InlineData("query.matrix-instant.json", 200, CheckSignal.Blind)]
    [InlineData("query.string.json", 200, CheckSignal.Blind)]
    [InlineData("query.bad_data.json", 400, CheckSignal.Blind)]
    [InlineData("query.many-to-many.json", 422, CheckSignal.Blind)]
    [InlineData("query.timeout503.json", 503, CheckSignal.Unreachable)]
    [InlineData("Unauthorized", 401, CheckSignal.Unreachable)]
    [InlineData("404 page not found", 404, CheckSignal.Unreachable)]
    [InlineData("<html>a proxy</html>", 200, CheckSignal.Unreachable)]
    [InlineData("", 429, CheckSignal.Unreachable)]
    public async Task What_is_no_number_never_passes(string answer, int status, CheckSignal signal)
    {
        await using var bench = await Declared();
        await Failing(bench);
        bench.Errors = _ => "0.001";
        Assert.NotNull((await bench.ReadFor(Minute)).HoldUntil);

        var body = answer.EndsWith(".json") ? MonitoringBench.Sample("prometheus/" + answer) : answer;
        bench.Answers = (_, _) => MonitoringBench.Json(body, status);
        var incident = await bench.ReadFor(12 * Minute);
        Assert.Equal(signal, incident.Checks["error ratio"].Signal);
        Assert.Null(incident.HoldUntil);
        Assert.True(incident.IsRunning);
        Assert.Contains(signal == CheckSignal.Blind ? "is blind" : "out of reach", incident.CheckCounts);
    }

    [Fact]
    public async Task Monitoring_that_does_not_answer_is_not_bad_and_the_hold_time_begins_anew_when_it_does()
    {
        await using var bench = await Declared();
        await Failing(bench);
        bench.Errors = _ => "0.001";
        var first = (await bench.ReadFor(Minute)).HoldUntil;
        bench.Answers = (_, _) => throw new HttpRequestException("Nobody is there.");
        var gone = await bench.ReadFor(Minute);
        Assert.Equal(CheckSignal.Unreachable, gone.Checks["error ratio"].Signal);
        Assert.Contains("monitoring:error ratio", gone.Deadlines.Keys); // after five minutes the typed way is offered
        bench.Answers = null;
        Assert.True((await bench.ReadFor(Minute)).HoldUntil > first);
    }

    [Fact]
    public async Task A_connection_that_breaks_once_is_no_gap()
    {
        await using var bench = await Declared();
        await bench.Read();
        var breaks = true;
        bench.Answers = (_, _) =>
        {
            var broken = breaks;
            breaks = !breaks;
            return broken
                ? throw new HttpRequestException("It was closed.")
                : MonitoringBench.Json(MonitoringBench.Sample("prometheus/query.vector.json"));
        };
        var incident = await bench.ReadFor(Minute);
        Assert.Equal(CheckSignal.InBaseline, incident.Checks["error ratio"].Signal);
    }

    [Fact]
    public async Task A_host_that_was_down_during_the_hold_time_proves_nothing()
    {
        await using var bench = await Declared();
        await Failing(bench);
        bench.Errors = _ => "0.001";
        var first = (await bench.ReadFor(Minute)).HoldUntil!.Value;
        bench.Harness.Clock.Forward(TimeSpan.FromMinutes(20)); // nobody looked, and nobody knows
        Assert.Equal("verified-recovery", (await bench.Type("Ana", "resolve")).Refusal);
        await bench.Read();
        var incident = await bench.Incident();
        Assert.True(incident.IsRunning);
        Assert.True(incident.HoldUntil > first + TimeSpan.FromMinutes(15));
        Assert.NotNull((await bench.ReadFor(6 * Minute)).ResolvedAt);
    }

    [Fact]
    public async Task The_end_of_the_hold_time_alone_proves_nothing_if_nobody_reads()
    {
        await using var bench = await Declared();
        await Failing(bench);
        bench.Errors = _ => "0.001";
        var incident = await bench.ReadFor(Minute);
        Assert.True(incident.Deadlines["hold"] > incident.HoldUntil);
    }

    [Fact]
    public async Task Of_three_times_before_the_middle_one_counts()
    {
        await using var bench = await Declared();
        var start = bench.Now;
        // A week ago there was an incident, too.
        bench.Errors = at =>
            (start - at).TotalDays switch
            {
                > 6 => "0.5",
                > 0.8 => "0.004",
                _ => "0.001",
            };
        await bench.ReadFor(Minute);
        Assert.Equal(["error ratio is in baseline: 0.1 % now, 0.4 % before"], await bench.Said());
    }

    [Fact]
    public async Task Symptoms_that_began_earlier_move_what_counts_as_before()
    {
        await using var bench = await MonitoringBench.Start(postgres);
        var bad = bench.Now;
        bench.Errors = at =>
            (bad - at).TotalHours switch
            {
                <= 0 => "0.3",
                <= 2 => "0.001",
                _ => null,
            };
        bench.Harness.Clock.Forward(TimeSpan.FromMinutes(90));
        await bench.Type("Ana", "declare sev2 checkout fails service: checkout");
        await bench.Read();
        Assert.Equal(CheckSignal.InBaseline, (await bench.Incident()).Checks["error ratio"].Signal); // 30 % was “normal”
        await bench.Type("Ana", "started 90m ago");
        await bench.ReadFor(Minute);
        Assert.Equal(CheckSignal.OutOfBaseline, (await bench.Incident()).Checks["error ratio"].Signal);
    }

    [Fact]
    public async Task What_monitoring_has_no_past_of_is_blind()
    {
        await using var bench = await Declared();
        var start = bench.Now;
        bench.Errors = at => at >= start ? "0.001" : null;
        Assert.Equal(CheckSignal.Blind, (await bench.ReadFor(Minute)).Checks["error ratio"].Signal);
        Assert.Contains("no data from before", (await bench.Said())[0]);
    }

    [Fact]
    public async Task Traffic_informs_and_an_address_that_answers_otherwise_is_bad()
    {
        await using var bench = await Declared(
            """
            services:
              - name: checkout
                checks:
                  - { name: orders, prometheus: 'orders', bad: below, tolerance: 5, informs: true }
                  - { name: home page, http: "https://shop.test/health" }
            """
        );
        var status = 503;
        var orders = "100";
        bench.Errors = at => at < bench.Now ? "100" : orders;
        bench.Answers = (request, _) =>
            request.RequestUri!.Host == "shop.test" ? MonitoringBench.Json("{}", status) : null!;
        await bench.Read();
        orders = "0";
        await bench.Type("Ana", "resolve");
        Assert.Equal(CheckSignal.OutOfBaseline, (await bench.ReadFor(Minute)).Checks["home page"].Signal);
        status = 200;
        var incident = await bench.ReadFor(Minute);
        Assert.Equal(CheckSignal.OutOfBaseline, incident.Checks["orders"].Signal);
        Assert.NotNull(incident.HoldUntil);
    }

    [Fact]
    public async Task A_typed_proof_does_not_outvote_what_is_read()
    {
        await using var bench = await Declared(MonitoringBench.Services.Replace("error ratio", "errors"));
        await Failing(bench);
        var typed = await bench.Type("Ana", "verify manual https://grafana.test/d/1 error ratio 0.1 %, before 0.1 %");
        Assert.Equal("check-says-otherwise", typed.Refusal);
        await bench.Type("Ana", "verify accept errors it counts test traffic");
        Assert.Null(
            (await bench.Type("Ana", "verify manual https://grafana.test/d/1 error ratio 0.1 %, before 0.1 %")).Refusal
        );
    }

    [Fact]
    public async Task Two_hosts_read_once()
    {
        var database = await postgres.NewDatabase();
        await using var one = MonitoringBench.On(database);
        await using var other = MonitoringBench.On(database);
        await one.Type("Ana", "declare sev2 checkout fails service: checkout");
        await using (await new PostgresChecks(other.Harness.Source).Turn(CancellationToken.None))
            Assert.Null(await one.Read());
        Assert.Equal(1, await one.Read());
    }

    [Fact]
    public async Task The_shipped_examples_call_nobodys_addresses_and_a_drill_is_not_read()
    {
        await using var bench = await MonitoringBench.Start(postgres, settings: new() { ["Catalog:Directory"] = "" });
        await bench.Type("Ana", "declare sev2 front door fails service: edge");
        Assert.Equal(0, await bench.Read());
        await bench.Type("Ana", "drill start pattern");
        Assert.Equal(0, await bench.Read());
        Assert.Empty(bench.Asked);
    }

    private Task<MonitoringBench> Declared() => Declared(MonitoringBench.Services);

    private async Task<MonitoringBench> Declared(string services)
    {
        var bench = await MonitoringBench.Start(postgres, services);
        await bench.Type("Ana", "declare sev2 checkout fails service: checkout");
        return bench;
    }

    // Errors rise, somebody wants to resolve all the same, and is refused.
    private static async Task<Ports.Outcome> Failing(MonitoringBench bench)
    {
        await bench.Type("Ana", "impact who: most how-bad: main-flow ongoing: yes");
        await bench.Read(); // what was normal is known by now
        bench.Errors = _ => "0.3";
        await bench.ReadFor(TimeSpan.FromMinutes(1));
        return await bench.Type("Ana", "resolve rolled back");
    }

    private static async Task<Engine.Chat.ChatFact> Verify(MonitoringBench bench) =>
        (await bench.Type("Ana", "verify")).Reply.Message!.Facts.Single();
}

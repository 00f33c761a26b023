using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>The pattern that recurs: a deploy, latency, alerts, the database suspected, the deploy found, rolled back.
/// All that was seen of it came by hooks.</summary>
public sealed class PatternOnHooksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact, Trait("Requirement", "B39"), Trait("Requirement", "B42.3"), Trait("Requirement", "D6")]
    public async Task The_pattern_of_a_deploy_a_wrong_suspicion_and_a_rollback_runs_on_hooks_alone()
    {
        await using var host = await SignalsHost.Start(postgres);
        await Deploy(host, "d1", "4.1", minutesAgo: 3 * 24 * 60);
        await host.Post("changes/generic", Change("c1", "payments-db", "config", "pool of 40 connections", host, 55));
        await Deploy(host, "d2", "4.2", minutesAgo: 12);
        await host.Post("alerts/generic", Alert("latency", "firing", "critical", "payments p99 at 4 s", host, 9));
        await host.Read();
        await host.Post("alerts/generic", Alert("errors", "firing", "critical", "payments fails for 20 %", host, 6));
        await host.Read();
        var declared = await host.Incident("INC-1");
        Assert.Equal(("alert", 2), (declared.DetectedBy, declared.Alerts.Count));

        await Say(host, "lead");
        await Say(host, "impact who: most how-bad: main-flow ongoing: yes");
        var changes = (await Say(host, "changes")).Reply.Message!;
        Assert.Contains("payments 4.2", changes.Body.Split('\n').First(line => line.StartsWith('•')));
        Assert.Contains("pool of 40 connections", changes.Body);
        Assert.Equal("Roll back payments", changes.Actions[0].Label);

        // The database is suspected, and held against the deploy that nobody has looked at yet.
        await Say(host, "hypothesis the database pool is exhausted");
        Assert.Null((await host.Incident("INC-1")).ActiveHypothesis);
        await Say(host, "rollback payments to 4.1");
        await Deploy(host, "d3", "4.1", minutesAgo: 0);
        await host.Read();
        var back = (await host.Incident("INC-1")).Changes.Single(change => change.Id == "generic:d3");
        Assert.Equal("rolled_back", back.Status);

        host.Harness.Clock.Forward(TimeSpan.FromMinutes(3));
        await host.Post("alerts/generic", Alert("latency", "resolved", "critical", "payments p99 at 4 s", host, 0));
        await host.Post("alerts/generic", Alert("errors", "resolved", "critical", "payments fails for 20 %", host, 0));
        await host.Read();
        await Say(host, "outcome worked errors fell with 4.1");
        var mitigated = await host.Incident("INC-1");
        Assert.False(mitigated.HasFiringAlert);
        Assert.NotNull(mitigated.MitigatedAt);
        Assert.True(mitigated.IsRunning); // that no alert fires is no proof
        Assert.Equal("verified-recovery", (await Say(host, "resolve rolled back payments to 4.1")).Refusal);
    }

    private static Task<Ports.Outcome> Say(SignalsHost host, string words) =>
        host.Harness.Type("ana", $"INC-1 {words}");

    private static Task Deploy(SignalsHost host, string id, string version, int minutesAgo) =>
        host.Post(
            "deploys/generic",
            $$"""{"id":"{{id}}","service":"payments","version":"{{version}}","at":"{{At(host, minutesAgo)}}"}"""
        );

    private static string Change(
        string id,
        string service,
        string kind,
        string what,
        SignalsHost host,
        int minutesAgo
    ) =>
        $$"""{"id":"{{id}}","service":"{{service}}","kind":"{{kind}}","what":"{{what}}","at":"{{At(host, minutesAgo)}}"}""";

    private static string Alert(
        string id,
        string status,
        string severity,
        string summary,
        SignalsHost host,
        int minutesAgo
    ) =>
        $$"""
            {"id":"{{id}}","service":"payments","severity":"{{severity}}","summary":"{{summary}}","status":"{{status}}",
             "scope":"most","startsAt":"{{At(host, minutesAgo)}}","at":"{{At(host, minutesAgo)}}"}
            """;

    private static string At(SignalsHost host, int minutesAgo) =>
        host.Harness.Clock.GetUtcNow().AddMinutes(-minutesAgo).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

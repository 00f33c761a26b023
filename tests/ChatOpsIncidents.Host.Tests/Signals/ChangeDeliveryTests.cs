using System.Text.Json;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>From the door to the incident: what has changed.</summary>
public sealed class ChangeDeliveryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact, Trait("Requirement", "A5"), Trait("Requirement", "B10"), Trait("Requirement", "A18")]
    public async Task An_incident_hears_of_the_day_before_it_each_change_at_its_own_time()
    {
        await using var host = await SignalsHost.Start(postgres);
        await Deploy(host, "checkout", "4.1", "2026-11-20T09:00:00Z");
        await Deploy(host, "payments", "7.0", "2026-11-20T15:00:00Z"); // checkout needs it
        await Deploy(host, "search", "1.0", "2026-11-21T09:00:00Z"); // another's, long before
        await Deploy(host, "search", "1.1", "2026-11-21T13:00:00Z"); // another's, just before
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:55:00Z");
        await host.Read();
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await host.Read();
        var incident = await host.Incident("INC-1");
        Assert.Equal(
            ["payments 7.0", "search 1.1", "checkout 4.2"],
            incident.Changes.OrderBy(change => change.At).Select(change => change.What)
        );
        Assert.Equal("4.1", incident.Changes.Single(change => change.Service == "checkout").PreviousVersion);
        Assert.Equal("checkout 4.2", incident.RankedChanges()[0].What);

        // It began earlier than was thought: what came before that is heard of, too.
        await host.Harness.Type("ana", "INC-1 started 2026-11-21T08:00:00Z");
        await host.Read();
        Assert.Contains("checkout 4.1", (await host.Incident("INC-1")).Changes.Select(change => change.What));
    }

    [Fact]
    public async Task The_same_version_again_is_no_deploy()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:55:00Z");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:58:00Z", id: "sync-again");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:59:00Z", id: "and-again", status: "started");
        await host.Read();
        Assert.Single((await host.Incident("INC-1")).Changes);
    }

    [Fact, Trait("Requirement", "A4")]
    public async Task A_way_back_is_recognised_by_our_own_history()
    {
        await using var host = await SignalsHost.Start(postgres);
        await Deploy(host, "checkout", "4.1", "2026-11-21T09:00:00Z");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:50:00Z");
        await host.Read();
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await host.Harness.Type("ana", "INC-1 freeze checkout");
        await Deploy(host, "checkout", "4.1", "2026-11-21T13:59:00Z", id: "back", status: "started");
        await Deploy(host, "checkout", "4.1", "2026-11-21T14:00:00Z", id: "back");
        await host.Read();
        var incident = await host.Incident("INC-1");
        var back = incident.Changes.Single(change => change.Id == "generic:back");
        Assert.Equal(("rolled_back", "4.1"), (back.Status, back.Version));
        Assert.Empty(incident.FreezeBreaks);
    }

    [Fact, Trait("Requirement", "A4")]
    public async Task A_version_that_is_tried_again_after_a_way_back_is_no_way_back()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        foreach (var (n, version) in new[] { "4.1", "4.2", "4.1", "4.2", "4.1" }.Index())
            await Deploy(host, "checkout", version, $"2026-11-21T13:{10 + n}:00Z", id: $"d{n}");
        await host.Read();
        Assert.Equal(
            [
                "4.1 succeeded after ",
                "4.2 succeeded after 4.1",
                "4.1 rolled_back after ",
                "4.2 succeeded after 4.1",
                "4.1 rolled_back after ",
            ],
            (await host.Incident("INC-1"))
                .Changes.OrderBy(c => c.At)
                .Select(c => $"{c.Version} {c.Status} after {c.PreviousVersion}")
        );
    }

    [Fact, Trait("Requirement", "A4")]
    public async Task A_source_that_names_a_deploy_by_its_version_has_ways_back_too()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await Deploy(host, "checkout", "4.1", "2026-11-21T09:00:00Z");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:50:00Z");
        await Deploy(host, "checkout", "4.1", "2026-11-21T14:00:00Z");
        await host.Read();
        Assert.Equal(
            ["4.1 succeeded", "4.2 succeeded", "4.1 rolled_back"],
            (await host.Incident("INC-1")).Changes.OrderBy(c => c.At).Select(c => $"{c.Version} {c.Status}")
        );
    }

    [Fact]
    public async Task What_failed_may_succeed_at_the_next_try()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:50:00Z", status: "failed");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:55:00Z");
        await host.Read();
        Assert.Equal("succeeded", (await host.Incident("INC-1")).Changes.Single().Status);
    }

    [Fact]
    public async Task The_address_may_name_the_service()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post(
            "dependencies/statuspage?service=stripe",
            SignalSamples.Bytes("statuspage/webhook.incident.investigating.json")
        );
        await host.Read();
        Assert.Equal(1, await host.Count("select count(*) from known_change where service = 'stripe'"));
    }

    [Fact, Trait("Requirement", "B42.2"), Trait("Requirement", "A20")]
    public async Task A_deploy_in_a_freeze_is_flagged()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await host.Harness.Type("ana", "INC-1 freeze checkout");
        host.Harness.Clock.Forward(TimeSpan.FromMinutes(2));
        await Deploy(host, "checkout", "4.3", "2026-11-21T14:01:00Z");
        await host.Read();
        Assert.Equal(["generic:checkout-4.3"], (await host.Incident("INC-1")).FreezeBreaks);
    }

    [Fact]
    public async Task A_deploy_that_began_before_the_symptoms_counts_from_its_beginning()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:50:00Z", status: "started");
        await host.Read();
        await Deploy(host, "checkout", "4.2", "2026-11-21T14:00:00Z");
        await host.Read();
        var change = Assert.Single((await host.Incident("INC-1")).Changes);
        Assert.Equal(("succeeded", "13:50"), (change.Status, change.At.ToString("HH:mm")));
    }

    [Fact]
    public async Task Deliveries_out_of_order_end_as_they_ended()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:55:00Z");
        await host.Read();
        await Deploy(host, "checkout", "4.2", "2026-11-21T13:50:00Z", status: "started");
        await host.Read();
        Assert.Equal("succeeded", (await host.Incident("INC-1")).Changes.Single().Status);
    }

    [Fact]
    public async Task A_clock_that_is_far_ahead_is_not_believed()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        await Deploy(host, "checkout", "4.2", "2031-01-01T00:00:00Z");
        await host.Read();
        Assert.Equal("14:00", (await host.Incident("INC-1")).Changes.Single().At.ToString("HH:mm"));
    }

    [Fact, Trait("Requirement", "A8")]
    public async Task A_suppliers_trouble_stands_among_the_suspects_until_it_is_over()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        const string Trouble = """{"id":"t","service":"stripe","what":"API errors","status":"open"}""";
        await host.Post("dependencies/generic", Trouble);
        await host.Read();
        var incident = await host.Incident("INC-1");
        Assert.Equal("dependency", Assert.Single(incident.Changes).Kind);
        var ways = (await host.Harness.Type("ana", "INC-1 rollback")).Reply.Message!;
        Assert.DoesNotContain(ways.Facts, fact => fact.Label == "stripe");
        await host.Post("dependencies/generic", Trouble.Replace("open", "resolved"));
        await host.Read();
        Assert.Equal("ended", Assert.Single((await host.Incident("INC-1")).Changes).Status);
    }

    [Fact]
    public async Task What_is_deployed_to_a_test_environment_is_no_change()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post(
            "deploys/generic",
            """[{"service":"checkout","version":"4.3","environment":"review/cart"},{"service":"checkout","version":"4.3","environment":"Staging"},{"service":"checkout","version":"4.3","environment":"test-2"}]"""
        );
        await host.Read();
        Assert.Equal(0, await host.Count("select count(*) from known_change"));
    }

    private static Task Deploy(
        SignalsHost host,
        string service,
        string version,
        string at,
        string? id = null,
        string status = "succeeded"
    ) =>
        host.Post(
            "deploys/generic",
            JsonSerializer.Serialize(
                new
                {
                    id = id ?? $"{service}-{version}",
                    service,
                    version,
                    environment = "production",
                    status,
                    at,
                    actor = "ci@example.com",
                }
            )
        );
}

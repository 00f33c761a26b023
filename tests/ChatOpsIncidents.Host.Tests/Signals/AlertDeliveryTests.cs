using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>From the door to the incident: alerts.</summary>
public sealed class AlertDeliveryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Incidents = "select count(*) from incident";
    private const string Seen = "select count(*) from fact where kind = 'alert-seen.v1'";

    [Fact, Trait("Requirement", "C5"), Trait("Requirement", "B42.3")]
    public async Task An_alert_declares_and_its_end_is_recorded_and_resolves_nothing()
    {
        await using var host = await SignalsHost.Start(postgres);
        Assert.Equal(202, (await host.Post("alerts/alertmanager", Group(Alert("a", "firing")))).Status);
        Assert.Equal(0, await host.Count(Incidents)); // no work inside the request
        await host.Read();
        var declared = await host.Incident("INC-1");
        Assert.Equal(("alert", Severity.Critical), (declared.DetectedBy, declared.Severity));
        Assert.Equal(["checkout"], declared.Services);
        Assert.Null(declared.Lead);
        Assert.Equal(
            "slack/T0LOCAL/C0ANNOUNCE",
            $"{declared.Origin!.Platform}/{declared.Origin.Workspace}/{declared.Origin.ChannelId}"
        );

        await host.Post("alerts/alertmanager", Group(Alert("a", "resolved")));
        await host.Read();
        var after = await host.Incident("INC-1");
        Assert.False(after.Alerts.Values.Single().IsFiring);
        Assert.True(after.IsRunning);
    }

    [Fact]
    public async Task A_repeated_notice_and_one_that_comes_late_change_nothing()
    {
        await using var host = await SignalsHost.Start(postgres);
        var firing = Group(Alert("a", "firing"));
        await host.Post("alerts/alertmanager", firing);
        await host.Post("alerts/alertmanager", Group(Alert("a", "resolved")));
        await host.Read();
        await host.Post("alerts/alertmanager", firing);
        await host.Post("alerts/alertmanager", firing.Replace("\"version\"", "\"x\":1,\"version\""));
        await host.Read();
        Assert.Equal((1L, 2L), (await host.Count(Incidents), await host.Count(Seen)));
        Assert.False((await host.Incident("INC-1")).HasFiringAlert);
    }

    [Fact]
    public async Task Blind_is_shown_where_there_is_an_incident_and_never_declares_or_ends()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post("alerts/generic", """{"id":"b","service":"checkout","summary":"errors","status":"blind"}""");
        await host.Post("alerts/generic", """{"id":"r","service":"checkout","summary":"errors","status":"resolved"}""");
        await host.Read();
        Assert.Equal(0, await host.Count(Incidents));

        await host.Post("alerts/alertmanager", Group(Alert("a", "firing")));
        await host.Post(
            "alerts/generic",
            """{"id":"b","service":"checkout","summary":"errors","status":"blind","at":"2026-11-21T14:00:01Z"}"""
        );
        await host.Read();
        var incident = await host.Incident("INC-1");
        Assert.True(incident.HasFiringAlert);
        Assert.Contains(incident.Log, line => line.Text.StartsWith("Monitoring cannot see (generic)"));
    }

    [Fact]
    public async Task A_thousand_alerts_in_one_body_are_one_incident_and_all_are_recorded()
    {
        await using var host = await SignalsHost.Start(postgres);
        var body = Group([.. Enumerable.Range(0, 1_000).Select(i => Alert($"pod-{i}", "firing"))]);
        Assert.Equal(202, (await host.Post("alerts/alertmanager", body)).Status);
        await host.Read();
        Assert.Equal((1L, 1_000L), (await host.Count(Incidents), await host.Count(Seen)));
        // A storm is not a thousand messages.
        Assert.InRange(await host.Count("select count(*) from outbox where effect like '%Alert fires%'"), 1, 10);
    }

    [Fact]
    public async Task Alerts_one_by_one_and_two_readers_at_once_are_one_incident()
    {
        var database = await postgres.NewDatabase();
        await using var one = await SignalsHost.On(database);
        await using var other = await SignalsHost.On(database);
        var bodies = Enumerable.Range(0, 200).Select(i => Group(Alert($"pod-{i}", "firing"))).ToArray();
        var answers = await Task.WhenAll(
            bodies.Select((body, i) => (i % 2 == 0 ? one : other).Post("alerts/alertmanager", body))
        );
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        await Task.WhenAll(one.Read(), other.Read());
        await one.Read();
        Assert.Equal((1L, 200L), (await one.Count(Incidents), await one.Count(Seen)));
        Assert.Equal(0, await one.Count("select count(*) from delivery where settled_at is null"));
    }

    [Fact]
    public async Task A_host_that_dies_between_keeping_and_reading_loses_nothing()
    {
        var database = await postgres.NewDatabase();
        await using (var dies = await SignalsHost.On(database))
            Assert.Equal(202, (await dies.Post("alerts/alertmanager", Group(Alert("a", "firing")))).Status);
        await using var lives = await SignalsHost.On(database);
        await lives.Read();
        Assert.Equal((1L, 1L), (await lives.Count(Incidents), await lives.Count(Seen)));
    }

    [Fact]
    public async Task A_host_that_dies_between_the_effect_and_its_mark_has_one_effect()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post("alerts/alertmanager", Group(Alert("a", "firing"), Alert("b", "firing")));
        await host.Post("deploys/generic", """{"id":"d","service":"checkout","version":"4.2"}""");
        await host.Read();
        var facts = await host.Count("select count(*) from fact");
        // As the database stands when the host is killed before it could mark anything as done.
        await using (
            var command = host.Harness.Source.CreateCommand(
                "delete from alert; delete from change_told; update delivery set settled_at = null, ending = null, "
                    + "not_before = '-infinity', body = convert_to("
                    + "case source when 'alertmanager' then @alerts else @deploy end, 'UTF8')"
            )
        )
        {
            command.Parameters.AddWithValue("alerts", Group(Alert("a", "firing"), Alert("b", "firing")));
            command.Parameters.AddWithValue("deploy", """{"id":"d","service":"checkout","version":"4.2"}""");
            await command.ExecuteNonQueryAsync();
        }

        await host.Read();
        Assert.Equal((1L, facts), (await host.Count(Incidents), await host.Count("select count(*) from fact")));
    }

    [Fact]
    public async Task Our_own_pages_that_come_back_declare_nothing()
    {
        await using var host = await SignalsHost.Start(
            postgres,
            new() { ["Hooks:Secrets:opsgenie:0"] = "opsgenies-secret" }
        );
        foreach (var name in SignalSamples.Bodies.Where(name => name.StartsWith("opsgenie-jsm/")))
        {
            var (status, _) = await host.Post("alerts/jsm", SignalSamples.Bytes(name), token: "opsgenies-secret");
            Assert.Equal(202, status);
        }

        await host.Read();
        Assert.Equal(0, await host.Count(Incidents));
    }

    [Fact]
    public async Task What_happens_in_a_test_environment_is_nobodys_incident()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post(
            "alerts/generic",
            """{"id":"s","service":"checkout","summary":"down","environment":"staging-2"}"""
        );
        await host.Post(
            "alerts/generic",
            """{"id":"p","service":"search","summary":"down","environment":"production"}"""
        );
        await host.Read();
        Assert.Equal(1, await host.Count(Incidents));
    }

    [Fact, Trait("Requirement", "C4")]
    public async Task One_hot_machine_is_a_line_in_the_digest_and_a_second_one_opens_a_room()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post("alerts/alertmanager", Group(Alert("web-1", "firing", severity: "warning", at: "13:50")));
        await host.Read();
        Assert.True((await host.Incident("INC-1")).IsRoomless);
        await host.Post("alerts/alertmanager", Group(Alert("web-2", "firing", severity: "warning", at: "13:51")));
        await host.Read();
        Assert.False((await host.Incident("INC-1")).IsRoomless);
        Assert.Equal(1, await host.Count(Incidents));
    }

    [Fact, Trait("Requirement", "C6")]
    public async Task A_worse_alert_makes_it_worse_while_nobody_leads_and_not_afterwards()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post("alerts/generic", """{"id":"1","service":"search","summary":"slow","severity":"info"}""");
        await host.Post("alerts/generic", """{"id":"2","service":"search","summary":"down","severity":"critical"}""");
        await host.Read();
        var incident = await host.Incident("INC-1");
        Assert.Equal(
            (Severity.Critical, false, 1L),
            (incident.Severity, incident.IsRoomless, await host.Count(Incidents))
        );
        Assert.NotEmpty(incident.Paged);

        await host.Harness.Type("ana", "INC-1 lead");
        await host.Harness.Type("ana", "INC-1 severity medium the cache only");
        await host.Post(
            "alerts/generic",
            """{"id":"3","service":"search","summary":"down too","severity":"critical"}"""
        );
        await host.Read();
        Assert.Equal(Severity.Medium, (await host.Incident("INC-1")).Severity);
    }

    [Fact]
    public async Task An_incident_that_is_over_takes_no_alert_and_a_new_one_is_declared()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post("alerts/generic", """{"id":"1","service":"search","summary":"down"}""");
        await host.Read();
        await host.Harness.Type("ana", "INC-1 lead");
        await host.Harness.Type("ana", "INC-1 cancel a false alarm");
        await host.Post("alerts/generic", """{"id":"2","service":"search","summary":"down again"}""");
        await host.Read();
        Assert.Equal(2, await host.Count(Incidents));
    }

    [Fact]
    public async Task A_private_incident_takes_no_alert()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare private keys may have leaked service: search");
        await host.Post("alerts/generic", """{"id":"1","service":"search","summary":"down"}""");
        await host.Read();
        Assert.Equal(2, await host.Count(Incidents));
        Assert.Empty((await host.Incident("INC-1")).Alerts);
    }

    [Fact]
    public async Task What_fails_is_tried_again_and_then_given_up_and_holds_up_nothing()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Post("alerts/generic", """{"id":"1","service":"search","summary":"down"}""");
        await using (var command = host.Harness.Source.CreateCommand("alter table alert rename to alert_gone"))
            await command.ExecuteNonQueryAsync();
        await host.Post("deploys/generic", """{"id":"d","service":"checkout","version":"4.2"}""");
        for (var i = 0; i < 25; i++)
        {
            await host.Services.GetRequiredService<SignalWorker>().WorkOnce(default);
            host.Harness.Clock.Forward(TimeSpan.FromHours(1));
        }

        Assert.Equal(1, await host.Count("select count(*) from known_change"));
        Assert.Equal(1, await host.Count("select count(*) from delivery where ending = 'given_up' and attempts = 20"));
    }

    private static string Alert(string instance, string status, string severity = "critical", string at = "13:59") =>
        JsonSerializer.Serialize(
            new
            {
                status,
                labels = new
                {
                    alertname = "HighErrorRatio",
                    service = "checkout",
                    severity,
                    instance,
                },
                annotations = new { summary = $"errors of {instance}" },
                startsAt = $"2026-11-21T{at}:00Z",
                endsAt = status == "firing" ? "0001-01-01T00:00:00Z" : "2026-11-21T14:00:00Z",
                fingerprint = instance,
            }
        );

    private static string Group(params string[] alerts) =>
        new StringBuilder(
            "{\"version\":\"4\",\"externalURL\":\"https://am.example.com\",\"groupLabels\":{},\"alerts\":["
        )
            .AppendJoin(',', alerts)
            .Append("]}")
            .ToString();
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Pages;

/// <summary>What a deploy pipeline hears, and what those who run the host see, on a real database.</summary>
public sealed class FreezeApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Unknown = "no-such-service";

    [Fact]
    public async Task A_freeze_is_423_with_its_incident_and_over_with_it()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await using var app = await Serve(host);
        Assert.Equal((200, """{"frozen":false,"known":false}"""), await Get(app, Unknown));

        await host.Type("ana", "declare sev1 pages fail");
        await host.Type("ana", $"INC-1 freeze {Unknown} why: we compare two builds");
        var (status, body) = await Get(app, Unknown);
        var answer = JsonNode.Parse(body)!;
        Assert.Equal(423, status);
        Assert.Equal(
            ("INC-1", "we compare two builds", "false"),
            (answer["incident"]!.ToString(), answer["reason"]!.ToString(), answer["known"]!.ToString())
        );
        Assert.StartsWith("2026-11-21T14:00", answer["since"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (await Get(app, "another")).Status);

        await host.Type("ana", "INC-1 freeze off");
        Assert.Equal(200, (await Get(app, Unknown)).Status);
        Assert.Equal(400, (await Get(app, "")).Status);
    }

    [Fact]
    public async Task Of_a_private_incident_only_the_freeze_is_said()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await using var app = await Serve(host);
        await host.Type("ana", "declare private keys may have leaked");
        await host.Type("ana", $"INC-1 freeze {Unknown} why: the leak");
        var (status, body) = await Get(app, Unknown);
        Assert.Equal(423, status);
        Assert.DoesNotContain("INC-1", body, StringComparison.Ordinal);
        Assert.DoesNotContain("leak", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_holds_back_no_deploy()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await using var app = await Serve(host);
        await host.Type("ana", "drill start bad-config");
        var frozen = await host.Type("ana", $"INC-1 freeze {Unknown} why: practice");
        Assert.Null(frozen.Refusal);
        Assert.Equal(1, await host.Count("select count(*) from fact where kind like 'changes-frozen.%'"));
        Assert.Equal(200, (await Get(app, Unknown)).Status);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_said()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await using var app = await Serve(host);
        using var client = app.GetTestClient();
        var response = await client.GetAsync(new Uri("/api/v1/freeze?service=x", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task What_was_given_up_in_a_private_incident_does_not_name_it()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare private keys may have leaked");
        host.Clock.Forward(TimeSpan.FromMinutes(3));
        await host.Type("ana", "declare pages fail");
        await using (
            var command = host.Source.CreateCommand(
                "update outbox set settled_at = '2026-11-21T14:00:00Z', ending = 'given_up', why = 'Slack refused it: "
                    + "#inc-keys.'"
            )
        )
            await command.ExecuteNonQueryAsync();
        var given = (await OpsHealth.Read(host.Source, host.Clock, CancellationToken.None)).GivenUp;
        Assert.Contains(given, row => row is { IncidentId: "INC-2", Why: "Slack refused it: #inc-keys." });
        Assert.Contains(given, row => row is { IncidentId: "A private incident", Why: "" });
        Assert.DoesNotContain(given, row => row.IncidentId == "INC-1");
    }

    private static async Task<WebApplication> Serve(PipelineHarness host)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Api:Tokens:ci"] = "t0ken" });
        builder.Services.AddSingleton<TimeProvider>(host.Clock).AddSingleton(host.Source);
        builder
            .Services.AddSingleton<IEventStore>(new PostgresEventStore(host.Source))
            .AddSingleton<CatalogSource>()
            .AddSingleton<KeptFiles>()
            .AddSingleton<IncidentAccess>();
        builder.Services.AddPages();
        var app = builder.Build();
        app.MapReadApi();
        await app.StartAsync();
        return app;
    }

    private static async Task<(int Status, string Body)> Get(WebApplication app, string service)
    {
        using var client = app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t0ken");
        var response = await client.GetAsync(new Uri($"/api/v1/freeze?service={service}", UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>The scheduler itself, with its own clock: what is due is sent by whichever host is there.</summary>
public sealed class JobsHostTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string FallBacks = "select count(*) from fact where kind = 'room-fell-back.v1'";

    [Fact]
    [Trait("Requirement", "D6")]
    public async Task Two_hosts_look_for_what_is_due_and_it_has_one_effect()
    {
        var database = await postgres.NewDatabase();
        await using var harness = PipelineHarness.On(database);
        await harness.Type("ana", "declare critical checkout fails");
        harness.Clock.Forward(TimeSpan.FromSeconds(10));

        var hosts = await Task.WhenAll(
            JobsHost.Start(database, harness.Clock),
            JobsHost.Start(database, harness.Clock)
        );
        await Wait.Until("the room fell back", async () => await harness.Count(FallBacks) > 0);
        foreach (var host in hosts)
            await host.DisposeAsync();

        Assert.Equal(1, await harness.Count(FallBacks));
        Assert.Equal(0, await harness.Count("select count(*) from deadline where name = 'room'"));
    }

    [Fact]
    public async Task What_falls_due_because_the_clock_was_turned_falls_at_once()
    {
        var database = await postgres.NewDatabase();
        await using var harness = PipelineHarness.On(database);
        await harness.Type("ana", "declare critical checkout fails");
        await using var host = await JobsHost.Start(database, harness.Clock);
        Assert.Equal(0, await harness.Count(FallBacks));

        harness.Clock.Forward(TimeSpan.FromMinutes(30));
        await Wait.Until("the room fell back", async () => await harness.Count(FallBacks) > 0);
    }

    [Fact]
    [Trait("Fault", "K25")]
    public async Task Locks_that_a_dead_host_left_behind_keep_no_host_from_starting_and_no_deadline_from_falling()
    {
        var database = await postgres.NewDatabase();
        await using var harness = PipelineHarness.On(database);
        await harness.Type("ana", "declare critical checkout fails");
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        await using var locks = harness.Source.CreateCommand(
            """
            insert into hangfire.lock (resource, acquired)
            select 'hangfire:' || name, now() at time zone 'utc'
            from   unnest(array['locks:schedulepoller', 'recurring-jobs:lock', 'lock:recurring-job:sealing']) as name
            """
        );
        await locks.ExecuteNonQueryAsync();

        await using var host = await JobsHost.Start(database, harness.Clock);
        await Wait.Until("the room fell back", async () => await harness.Count(FallBacks) > 0);
        await Wait.Until("a job that nobody locks", () => host.Recurring().Contains("deadlines"));
    }

    [Fact, SupportedOSPlatform("linux")]
    public async Task What_falls_due_while_the_database_is_dead_falls_once_it_is_back_and_no_host_is_started_again()
    {
        var folder = PostgresFixture.NewFolder();
        var options = new PrivatePostgresOptions(folder);
        await using (var server = await PrivatePostgres.Start(options, NullLogger.Instance, CancellationToken.None))
        {
            await PostgresMigrator.Migrate(server.ConnectionString, NullLogger.Instance, CancellationToken.None);
            await HangfireTables.Install(server.ConnectionString, CancellationToken.None);
            await using var harness = PipelineHarness.On(server.ConnectionString);
            await harness.Type("ana", "declare critical checkout fails");
            await using var host = await JobsHost.Start(server.ConnectionString, harness.Clock);

            UnixCommand.Signal(server.ProcessId!.Value, UnixCommand.SigKill);
            harness.Clock.Forward(TimeSpan.FromMinutes(30));

            await Wait.Until("the room fell back", () => HasFallenBack(harness));
            Assert.Equal(1, await harness.Count(FallBacks));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> HasFallenBack(PipelineHarness harness)
    {
        try
        {
            return await harness.Count(FallBacks) > 0;
        }
        catch (NpgsqlException)
        {
            return false; // The database is still coming back.
        }
    }

    [Fact]
    public async Task Many_hosts_that_start_at_once_on_an_empty_database_make_the_schedulers_tables_once()
    {
        var database = await postgres.NewDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await using (var none = source.CreateCommand("drop schema hangfire cascade"))
            await none.ExecuteNonQueryAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => HangfireTables.Install(database, CancellationToken.None))
        );

        await using var version = source.CreateCommand("select string_agg(version::text, ' ') from hangfire.schema");
        Assert.Equal($"{HangfireTables.Version}", await version.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_clock_is_turned_forward_only_where_the_setting_says_so()
    {
        await using var adjustable = await ClockHost("true");
        var clock = adjustable.Services.GetRequiredService<TimeProvider>();
        var before = clock.GetUtcNow();
        var client = adjustable.GetTestClient();

        using var turned = await client.PostAsJsonAsync("/clock", new { forwardSeconds = 3600 });
        using var back = await client.PostAsJsonAsync("/clock", new { forwardSeconds = 60 });
        using var bad = await client.PostAsJsonAsync("/clock", new { forwardSeconds = -1 });

        Assert.Equal(3600, (await back.Content.ReadFromJsonAsync<JsonObject>())!["forwardSeconds"]!.GetValue<double>());
        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.FromHours(1), TimeSpan.FromMinutes(62));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (turned.StatusCode, bad.StatusCode));
        await using var fixedClock = await ClockHost("false");
        using var refused = await fixedClock.GetTestClient().PostAsJsonAsync("/clock", new { forwardSeconds = 3600 });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static async Task<WebApplication> ClockHost(string adjustable)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration["Clock:Adjustable"] = adjustable;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddAdjustableClock();
        var app = builder.Build();
        app.MapAdjustableClock();
        await app.StartAsync();
        return app;
    }
}

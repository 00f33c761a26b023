using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>The scheduler itself, with its own clock: what is due is sent within seconds, by whichever host is
/// there.</summary>
public sealed class JobsHostTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    [Trait("Requirement", "D6")]
    public async Task Two_hosts_share_the_scheduler_and_a_due_deadline_has_one_effect()
    {
        var database = await postgres.NewDatabase();
        await using var harness = PipelineHarness.On(database);
        await harness.Type("ana", "declare critical checkout fails");
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        await using var one = Host(database, harness);
        await using var other = Host(database, harness);

        await Task.WhenAll(one.StartAsync(), other.StartAsync());
        for (
            var i = 0;
            i < 150 && await harness.Count("select count(*) from fact where kind = 'room-fell-back.v1'") == 0;
            i++
        )
            await Task.Delay(200);
        await Task.WhenAll(one.StopAsync(), other.StopAsync());

        Assert.Equal(1, await harness.Count("select count(*) from fact where kind = 'room-fell-back.v1'"));
        Assert.Equal(4, await harness.Count("select count(*) from qrtz_job_details"));
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

    private static WebApplication Host(string database, PipelineHarness harness)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        builder.Services.AddSingleton(harness.AnotherHost());
        builder.Services.AddSingleton<TimeProvider>(harness.Clock);
        builder.AddJobs(database);
        return builder.Build();
    }
}

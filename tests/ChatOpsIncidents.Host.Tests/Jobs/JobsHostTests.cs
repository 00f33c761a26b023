using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>The host's clock.</summary>
public sealed class JobsHostTests
{
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

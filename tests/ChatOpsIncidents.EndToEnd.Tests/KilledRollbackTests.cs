using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A host that dies after a rollback was asked for and before the answer.</summary>
public sealed class KilledRollbackTests
{
    [Fact]
    public async Task A_rollback_is_done_once_though_the_host_is_killed_while_it_is_asked_for()
    {
        var asked = new ConcurrentQueue<string>();
        var first = new TaskCompletionSource();
        await using var receiver = await Receiver(async http =>
        {
            asked.Enqueue(http.Request.Headers["webhook-id"].ToString());
            if (asked.Count == 1)
            {
                first.SetResult();
                await Wait.Forever(http.RequestAborted);
            }

            await http.Response.WriteAsync("""{"status":"succeeded"}""", http.RequestAborted);
        });
        await using var world = await World.Start(
            "killed-rollback",
            new()
            {
                ["Rollback__Webhook__Urls__payments"] = receiver.Urls.First(),
                ["Rollback__Webhook__Secrets__0"] = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                ["Outbox__Lease"] = "00:00:05",
            }
        );
        var room = await world.Declare("major cards fail service: payments");
        var slack = new SlackCaller(world);
        foreach (var words in Confirmed)
            (await slack.Command(words, room)).EnsureSuccessStatusCode();
        await first.Task;
        await world.KillHost();
        await world.StartHost();
        var told = await World.Until("the rollback's end", async () => Reports(await world.Timeline("INC-1")));
        // Whoever receives it twice knows it by its name, and does it once.
        Assert.Equal(2, asked.Count);
        Assert.Single(asked.Distinct());
        Assert.Equal(["Done, says the webhook: payments is back at 4.1"], told);
    }

    private static readonly string[] Confirmed =
    [
        "impact who: most how-bad: main-flow ongoing: yes",
        "rollback payments to 4.1",
        "carry-out confirm: yes",
    ];

    private static string[]? Reports(System.Text.Json.Nodes.JsonNode timeline)
    {
        var told = timeline["entries"]!
            .AsArray()
            .Where(entry => entry!["kind"]!.ToString() == "rollback-reported.v1")
            .Select(entry => entry!["text"]!.ToString())
            .ToArray();
        return told.Length > 0 ? told : null;
    }

    private static async Task<WebApplication> Receiver(RequestDelegate take)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/", take);
        await app.StartAsync();
        return app;
    }
}

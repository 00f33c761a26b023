using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Trackers;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A host that dies when the tracker has opened an item and the answer was not heard.</summary>
public sealed class KilledTrackerTests
{
    [Theory, Trait("Requirement", "B31"), Trait("Requirement", "C14")]
    [InlineData("GitHub")]
    [InlineData("Jira")]
    [InlineData("Linear")]
    [InlineData("Webhook")]
    public async Task An_item_is_opened_once_though_the_host_is_killed_before_it_hears_so(string kind)
    {
        await using var trackers = await TrackerStandIn.Start();
        var stands = new TaskCompletionSource();
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(503));
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(0) { Stands = stands });
        var settings = trackers.Settings(kind).ToDictionary(one => one.Key.Replace(":", "__"), one => one.Value!);
        settings["Outbox__Lease"] = "00:00:05";
        await using var world = await World.Start($"killed-tracker-{kind.ToLowerInvariant()}", settings);
        (
            await new SlackCaller(world).Command("declare minor the logo is blurred", "C0GENERAL")
        ).EnsureSuccessStatusCode();
        await stands.Task;
        await world.KillHost();
        await world.StartHost();
        var links = await World.Until("the ticket's link", async () => Links(await world.Timeline("INC-1")));
        Assert.Single(links);
        await world.KillHost();
        await world.StartHost();
        Assert.Single(Links(await world.Timeline("INC-1"))!);
        // Only a receiver of our own cannot be asked: it knows the repeat by its key.
        Assert.Single(trackers.Items.Select(item => item["key"]?.ToString() ?? "").Distinct());
        Assert.Equal(kind == "Webhook" ? 2 : 1, trackers.Items.Count);
    }

    private static string[]? Links(JsonNode timeline)
    {
        var told = timeline["entries"]!
            .AsArray()
            .Where(entry => entry!["kind"]!.ToString() == "ticket-opened.v1")
            .Select(entry => entry!["text"]!.ToString())
            .ToArray();
        return told.Length > 0 ? told : null;
    }
}

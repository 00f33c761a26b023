using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Looking into the local workspace.</summary>
public static class Rooms
{
    /// <summary>Ana's id in the seeded workspace.</summary>
    public const string Ana = "U0ANASOUSA";

    /// <summary>Ben's.</summary>
    public const string Ben = "U0BENMAIER";

    /// <summary>The channel in which incidents are declared here.</summary>
    public const string Payments = "C0PAYMENTS";

    /// <summary>Declares an incident and waits for its room.</summary>
    /// <returns>The room's channel id.</returns>
    public static async Task<string> Declare(
        this World world,
        string words,
        string id = "inc-1-",
        string channel = Payments
    )
    {
        await world.Act(
            "say",
            new
            {
                @as = Ana,
                channel,
                text = $"/incident declare {words}",
            }
        );
        var room = await World.Until(
            $"the room {id}",
            async () =>
                (await world.Read($"state?as={Ana}"))["channels"]!
                    .AsArray()
                    .Where(c => c!["member"]?.GetValue<bool>() is true) // people are let in a moment later
                    .FirstOrDefault(c => c!["name"]!.GetValue<string>().StartsWith(id, StringComparison.Ordinal))
                    ?["id"]?.GetValue<string>()
        );
        await World.Until(
            "the room is known, and quiet",
            async () =>
                (await world.Timeline(id.Trim('-').ToUpperInvariant()))["entries"]!
                    .AsArray()
                    .Any(e => e!["kind"]!.ToString() == "room-opened.v1")
                && (await world.Messages(room)).Any(m => m.Words().Contains("captured into", StringComparison.Ordinal))
                    ? "known"
                    : null
        );
        return room;
    }

    /// <summary>Everything in a room, threads included.</summary>
    public static async Task<List<JsonNode>> Messages(this World world, string room, string person = Ana)
    {
        var top = (await world.Read($"channels/{room}/messages?as={person}"))["messages"]!
            .AsArray()
            .Select(m => m!)
            .ToList();
        var all = new List<JsonNode>(top);
        foreach (var root in top.Where(m => (m["replyCount"]?.GetValue<int>() ?? 0) > 0))
        {
            var thread = (await world.Read($"channels/{room}/threads/{root["ts"]}?as={person}"))["messages"]!.AsArray();
            all.AddRange(
                thread.Select(m => m!).Where(m => m["ts"]!.GetValue<string>() != root["ts"]!.GetValue<string>())
            );
        }

        return all;
    }

    /// <summary>All words of a message: its text and its blocks'.</summary>
    public static string Words(this JsonNode message) =>
        message["text"]?.ToString() + " " + message["blocks"]?.ToJsonString();
}

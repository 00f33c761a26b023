using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Reads what was said in a room while nobody listened.</summary>
public sealed class SlackHistory(SlackClient client, SlackWorkspaces workspaces, TimeProvider clock)
{
    /// <summary>How far before the last known message a thread may have begun that has gone on since.</summary>
    public static readonly TimeSpan ThreadAgeMax = TimeSpan.FromHours(24);

    private const int PageSize = 200,
        PagesMax = 200,
        FaultsMax = 5;

    /// <summary>Messages after <paramref name="after"/>, oldest first, those of threads included.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="channel">The room.</param>
    /// <param name="after">The last known message's <c>ts</c>; null: from the beginning.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="IOException">Slack would not or could not be read to the end: nothing was returned, try again
    /// later.</exception>
    public async IAsyncEnumerable<CapturedMessage> Read(
        string workspace,
        string channel,
        string? after,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var us = await workspaces.Identity(workspace, ct);
        var since = new JsonObject { ["channel"] = channel, ["oldest"] = Earlier(after) };
        var roots = await Pages(workspace, "conversations.history", since, ct);
        var messages = new Dictionary<string, JsonObject>();
        foreach (var root in roots)
        {
            if (SlackMessages.Text(root, "ts") is not { } ts)
                continue;
            messages[ts] = root;
            if (SlackMessages.Text(root, "latest_reply") is not { } latest || !IsAfter(latest, after))
                continue;
            var ofThread = new JsonObject
            {
                ["channel"] = channel,
                ["ts"] = ts,
                ["oldest"] = after,
            };
            var replies = await Pages(workspace, "conversations.replies", ofThread, ct);
            foreach (var reply in replies)
                messages[SlackMessages.Text(reply, "ts") ?? ts] = reply;
        }

        foreach (var (_, message) in messages.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            foreach (var said in Heard(message, channel, after, us))
                yield return said;
        }
    }

    // A message itself, and its last edit.
    private static IEnumerable<CapturedMessage> Heard(
        JsonObject message,
        string channel,
        string? after,
        SlackIdentity? us
    )
    {
        var isNew = IsAfter(SlackMessages.Text(message, "ts"), after);
        if (isNew && SlackMessages.Said(message, channel, us) is { } said)
            yield return said;
        var isEdited = IsAfter(SlackMessages.Text(message["edited"] as JsonObject, "ts"), after);
        if (isEdited && SlackMessages.Edited(message, channel, previous: null, us) is { } edited)
            yield return edited;
    }

    private static string? Earlier(string? after) =>
        SlackMessages.At(after) is { } at
            ? (at - ThreadAgeMax).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".000000"
            : null;

    // A ts is 10 digits, a point and 6 digits: text order is time order.
    private static bool IsAfter(string? ts, string? after) =>
        ts is not null && (after is null || string.CompareOrdinal(ts, after) > 0);

    private async Task<List<JsonObject>> Pages(
        string workspace,
        string method,
        JsonObject arguments,
        CancellationToken ct
    )
    {
        var all = new List<JsonObject>();
        arguments["limit"] = PageSize;
        for (int page = 0, faults = 0; page < PagesMax; )
        {
            var answer = await client.Call(workspace, method, arguments, ct);
            if (answer is SlackAnswer.Ok { Body: var body })
            {
                all.AddRange((body["messages"] as JsonArray ?? []).OfType<JsonObject>());
                if (SlackMessages.Text(body["response_metadata"] as JsonObject, "next_cursor") is not { } cursor)
                    break;
                arguments["cursor"] = cursor;
                page++;
                continue;
            }

            if (answer is SlackAnswer.Refused refused)
                throw new IOException($"Slack refused {method}: {refused.Error}.");
            if (answer is SlackAnswer.Unclear && ++faults > FaultsMax)
                throw new IOException($"{method} was not answered.");
            await Task.Delay(
                answer is SlackAnswer.RateLimited wait ? wait.RetryAfter : TimeSpan.FromSeconds(1),
                clock,
                ct
            );
        }

        return all;
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Reads what was said in a room while nobody listened, and what of it was deleted.</summary>
public sealed class SlackHistory(SlackClient client, SlackWorkspaces workspaces, SlackNames names, TimeProvider clock)
{
    /// <summary>How far before the last known message a thread may have begun that has gone on since.</summary>
    public static readonly TimeSpan ThreadAgeMax = TimeSpan.FromHours(24);

    private const int PageSize = 200,
        PagesMax = 200,
        FaultsMax = 5;

    /// <summary>Messages after the last known one, oldest first, those of threads included; then what was known and is
    /// gone.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="channel">The room.</param>
    /// <param name="known">What is known of it; a message's id is its <c>ts</c>.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="IOException">Slack would not or could not be read to the end: nothing was returned, try again
    /// later.</exception>
    public async IAsyncEnumerable<CapturedMessage> Read(
        string workspace,
        string channel,
        KnownSoFar known,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var us = await workspaces.Identity(workspace, ct);
        var since = new JsonObject { ["channel"] = channel, ["oldest"] = Earlier(known.After) };
        var roots = await Pages(workspace, "conversations.history", since, ct);
        var messages = new Dictionary<string, JsonObject>();
        HashSet<string> threads = [];
        foreach (var root in roots)
        {
            if (SlackMessages.Text(root, "ts") is not { } ts)
                continue;
            messages[ts] = root;
            if (!HasChanged(root, ts, known))
                continue;
            threads.Add(ts);
            foreach (var reply in await Replies(workspace, channel, ts, known.After, ct))
                messages[SlackMessages.Text(reply, "ts") ?? ts] = reply;
        }

        foreach (var (_, message) in messages.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            await names.Learn(workspace, message);
            foreach (var said in Heard(message, channel, known.After, us, id => names.Of(workspace, id)))
                yield return said;
        }

        if (roots.Count >= PageSize * PagesMax)
            yield break;
        foreach (var gone in Gone(known, messages, threads))
            yield return Deleted(gone, channel);
    }

    // A message itself, and its last edit.
    private static IEnumerable<CapturedMessage> Heard(
        JsonObject message,
        string channel,
        string? after,
        SlackIdentity? us,
        Func<string, string?> nameOf
    )
    {
        var isNew = IsAfter(SlackMessages.Text(message, "ts"), after);
        if (isNew && SlackMessages.Said(message, channel, us, nameOf) is { } said)
            yield return said;
        var isEdited = IsAfter(SlackMessages.Text(message["edited"] as JsonObject, "ts"), after);
        if (isEdited && SlackMessages.Edited(message, channel, previous: null, us, nameOf) is { } edited)
            yield return edited;
    }

    // Something was said in the thread since, or fewer answers stand there than are known.
    private static bool HasChanged(JsonObject root, string ts, KnownSoFar known)
    {
        if (SlackMessages.Text(root, "latest_reply") is { } latest && IsAfter(latest, known.After))
            return true;
        var answers = root["reply_count"] is JsonValue count && count.TryGetValue(out int n) ? n : 0;
        return known.Standing.Count(one => one.ThreadId == ts) > answers;
    }

    // The window that was read is known whole: what stood in it and was not read is gone. A root with answers stays as
    // a tombstone.
    private static IEnumerable<KnownMessage> Gone(
        KnownSoFar known,
        Dictionary<string, JsonObject> read,
        HashSet<string> threads
    ) =>
        known.Standing.Where(one =>
            IsAfter(one.MessageId, Earlier(known.After))
            && (one.ThreadId is null || threads.Contains(one.ThreadId))
            && (!read.TryGetValue(one.MessageId, out var still) || SlackMessages.Text(still, "subtype") == "tombstone")
        );

    // Nobody says when it was deleted; it is noticed now.
    private CapturedMessage Deleted(KnownMessage gone, string channel) =>
        new(
            channel,
            gone.MessageId,
            "history",
            "message-deleted",
            gone.ThreadId,
            gone.PersonId,
            clock.GetUtcNow(),
            "",
            [],
            null
        );

    private Task<List<JsonObject>> Replies(
        string workspace,
        string channel,
        string thread,
        string? after,
        CancellationToken ct
    )
    {
        var ofThread = new JsonObject
        {
            ["channel"] = channel,
            ["ts"] = thread,
            ["oldest"] = Earlier(after),
        };
        return Pages(workspace, "conversations.replies", ofThread, ct);
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

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What stands in a room, where Graph lets us read it: whether a post of ours is there whose outcome was
/// unclear, and what was said while nobody listened.</summary>
internal sealed class TeamsHistory(TeamsGraph graph, IOptions<TeamsOptions> options)
{
    private readonly TeamsOptions _options = options.Value;

    /// <summary>Whether a conversation can be asked.</summary>
    public bool CanAsk(string conversation) => graph.Reads(conversation);

    /// <summary>The name that a post's first part bears.</summary>
    public static string MarkOf(long effect) => string.Create(CultureInfo.InvariantCulture, $"effect-{effect}");

    /// <summary>Looks for the post of an effect.</summary>
    /// <returns><see cref="TeamsAnswer.Ok"/> with the message's id; null: it does not stand.</returns>
    public async Task<TeamsAnswer> Find(string conversation, long effect, CancellationToken ct)
    {
        var (messages, end) = await graph.Messages(conversation, newest: true, ct);
        if (messages is null)
            return end;
        var mark = MarkOf(effect);
        return new TeamsAnswer.Ok(messages.FirstOrDefault(message => Bears(message, mark))?["id"]?.ToString());
    }

    /// <summary>What people said after what is known, oldest first; then what of the known was taken back.</summary>
    /// <exception cref="IOException">It could not be read to the end: nothing was returned, try again
    /// later.</exception>
    public async IAsyncEnumerable<CapturedMessage> Read(
        string conversation,
        KnownSoFar known,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (!CanAsk(conversation))
            yield break;
        var (messages, end) = await graph.Messages(conversation, newest: false, ct);
        if (messages is null)
            throw new IOException($"Graph did not let the room be read ({end.GetType().Name}).");
        var after = Number(known.After);
        foreach (var message in messages.OrderBy(Number).Where(one => Number(one) > after))
        {
            if (Said(conversation, message) is { } said)
                yield return said;
        }

        foreach (var gone in known.Standing)
        {
            var message = messages.FirstOrDefault(one => one["id"]?.ToString() == gone.MessageId);
            if (Deleted(conversation, message, gone) is { } deleted)
                yield return deleted;
        }
    }

    // Graph keeps the place of what was taken back, and says when.
    private static CapturedMessage? Deleted(string conversation, JsonObject? message, KnownMessage gone) =>
        message is not null && At(message, "deletedDateTime") is { } at
            ? new CapturedMessage(
                conversation,
                gone.MessageId,
                "history",
                "message-deleted",
                gone.ThreadId,
                gone.PersonId,
                at,
                "",
                [],
                null
            )
            : null;

    // Bots' messages have no user; what was taken back has no words.
    private CapturedMessage? Said(string conversation, JsonObject message)
    {
        var isGone = message["deletedDateTime"] is not null || message["messageType"]?.ToString() != "message";
        if (isGone || message["id"]?.ToString() is not { } id || At(message, "createdDateTime") is not { } at)
            return null;
        if (message["from"]?["user"]?["id"]?.ToString() is not { Length: > 0 } person)
            return null;
        var text = TeamsWords.OfHtml(message["body"]?["content"]?.ToString() ?? "");
        var files = Files(message);
        var kind = text.Length == 0 && files.Count > 0 ? "file" : "message";
        var standsIn = ThreadOf(conversation, message, id);
        var link = TeamsPlaces.Link(_options.TenantId!, standsIn, id);
        var thread = TeamsPlaces.ThreadOf(standsIn);
        return new CapturedMessage(conversation, id, "0", kind, thread, person, at, text, files, link);
    }

    // A channel that is a room has many threads; a post is the first message of its own.
    private static string ThreadOf(string conversation, JsonObject message, string id)
    {
        if (TeamsPlaces.Root(conversation) is not null)
            return conversation;
        var root = message["replyToId"]?.ToString() is { Length: > 0 } post ? post : id;
        return TeamsPlaces.Thread(conversation, root);
    }

    private static DateTimeOffset? At(JsonObject message, string when) =>
        DateTimeOffset.TryParse(
            message[when]?.ToString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;

    // Teams' ids of messages are their times.
    private static long Number(JsonObject message) => Number(message["id"]?.ToString());

    private static long Number(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static List<CapturedFile> Files(JsonObject message) =>
        [
            .. Attachments(message)
                .Where(one => one["contentType"]?.ToString() == "reference")
                .Select(one => new CapturedFile(
                    one["name"]?.ToString() ?? "file",
                    one["contentUrl"]?.ToString() ?? ""
                )),
        ];

    private bool Bears(JsonObject message, string mark) =>
        message["from"]?["application"]?["id"]?.ToString() == _options.AppId
        && Attachments(message).Any(one => MarkIn(one["content"]?.ToString()) == mark);

    private static IEnumerable<JsonObject> Attachments(JsonObject message) =>
        (message["attachments"] as JsonArray ?? []).OfType<JsonObject>();

    private static string? MarkIn(string? card)
    {
        try
        {
            return card is null ? null : JsonNode.Parse(card)?["body"]?[0]?["id"]?.ToString();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

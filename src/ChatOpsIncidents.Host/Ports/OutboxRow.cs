using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>An effect as it waits in the table: what it must keep order with, how urgent it is, and what it makes
/// needless.</summary>
/// <param name="OrderKey">Effects of one key are carried out one after the other, in the order in which they were
/// stored.</param>
/// <param name="Lane">0 answers to people, 1 pages, 2 banners and alerts, 3 the rest.</param>
/// <param name="Replaces">Of the rows of one order key with the same value only the newest is carried out; null: every
/// one.</param>
/// <param name="Key">The name under which others find it once it stands: a posted message's key, <c>room</c>; null:
/// nobody asks.</param>
/// <param name="Json">The effect.</param>
public sealed record OutboxRow(string OrderKey, short Lane, string? Replaces, string? Key, string Json)
{
    /// <summary>The name under which a room stands.</summary>
    public const string RoomKey = "room";

    /// <summary>The key of the message that points to the room, where the incident was declared.</summary>
    public const string OriginKey = "origin";

    /// <summary>The row of an effect.</summary>
    /// <remarks>
    /// The opening of a room has a key of its own: when it takes too long, the thread becomes the room and what waits
    /// for the room must not wait behind it. So has what only one person sees, and each page: a room that was told to
    /// wait holds up neither.
    /// </remarks>
    public static OutboxRow Of(Effect effect, string incidentId) =>
        new(
            OrderKeyOf(effect, incidentId),
            LaneOf(effect),
            ReplacesOf(effect),
            KeyOf(effect),
            JsonSerializer.Serialize(effect, FactJson.Options)
        );

    /// <summary>The effect of a stored row.</summary>
    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public static Effect Read(string effect) =>
        JsonSerializer.Deserialize<Effect>(effect, FactJson.Options)
        ?? throw new JsonException("A stored effect is null.");

    private static string OrderKeyOf(Effect effect, string incidentId) =>
        effect switch
        {
            Effect.OpenRoom => $"open:{incidentId}",
            Effect.Post post => OrderKeyOf(post.To, incidentId),
            Effect.Upload upload => OrderKeyOf(upload.To, incidentId),
            Effect.Edit { Key: OriginKey } or Effect.Pin { Key: OriginKey } => $"channel:origin:{incidentId}",
            Effect.Tell tell => $"tell:{incidentId}:{tell.Person}",
            Effect.Direct direct => $"person:{direct.Person}",
            Effect.PublishHome home => $"home:{home.Person}",
            Effect.KeepFile file => $"file:{incidentId}:{file.FileId}",
            Effect.Page page => $"page:{incidentId}:{page.Target}",
            _ => $"room:{incidentId}",
        };

    private static string OrderKeyOf(Destination to, string incidentId) =>
        to.Value switch
        {
            "origin" or "thread:" + OriginKey => $"channel:origin:{incidentId}",
            "announce" => $"channel:announce:{incidentId}",
            var value when value.StartsWith("channel:", StringComparison.Ordinal) => value,
            _ => $"room:{incidentId}",
        };

    private static short LaneOf(Effect effect) =>
        effect switch
        {
            Effect.Tell or Effect.Direct => 0,
            Effect.Page => 1,
            Effect.OpenRoom => 2,
            Effect.Post { To.Value: "room" or "origin" or "announce" } => 2,
            _ => 3,
        };

    private static string? ReplacesOf(Effect effect) =>
        effect switch
        {
            Effect.Edit edit => $"edit:{edit.Key}",
            Effect.SetTopic => "topic",
            Effect.PublishHome home => $"home:{home.Person}",
            _ => null,
        };

    private static string? KeyOf(Effect effect) =>
        effect switch
        {
            Effect.OpenRoom => RoomKey,
            Effect.Post post => post.Key,
            Effect.Upload upload => upload.Key,
            _ => null,
        };
}

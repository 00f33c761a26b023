using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>
/// Finds an effect's place when it is carried out: a room may have opened, or a thread become the room, since it was
/// stored.
/// </summary>
public sealed class PlaceResolver(IPlaces places, IOptions<OutboxOptions> options)
{
    private static readonly Resolved None = new Resolved.There(null);

    /// <summary>The place of an effect.</summary>
    public async Task<Resolved> Resolve(LeasedEffect leased, Effect effect, CancellationToken ct)
    {
        if (effect is Effect.Direct or Effect.PublishHome)
            return None;
        var known = await places.Find(leased, Needed(effect), ct);
        return effect switch
        {
            Effect.OpenRoom => known.HasRoom ? new Resolved.Needless("The incident has a room already.") : None,
            Effect.Post post => To(post.To, leased, known),
            Effect.Upload upload => To(upload.To, leased, known),
            Effect.Edit edit => Message(edit.Key, known),
            Effect.Pin pin => IsShared(known) ? OthersToo : Message(pin.Key, known),
            Effect.KeepFile => known.Room,
            Effect.Invite or Effect.SetTopic or Effect.Bookmark => IsShared(known) ? OthersToo : known.Room,
            Effect.Tell or Effect.Page => known.Room as Resolved.There ?? None, // never waits for a room
            _ => None,
        };
    }

    private static Resolved OthersToo => new Resolved.Needless("The room is a place in a channel that others use too.");

    private static string? Needed(Effect effect) =>
        effect switch
        {
            Effect.Edit edit => edit.Key,
            Effect.Pin pin => pin.Key,
            Effect.Post post => ThreadKey(post.To),
            Effect.Upload upload => ThreadKey(upload.To),
            _ => null,
        };

    private static string? ThreadKey(Destination to) =>
        to.Value.StartsWith("thread:", StringComparison.Ordinal) ? to.Value["thread:".Length..] : null;

    private static bool IsShared(PlacedMessages known) =>
        known.Fallback is not null
        || known.Find(OutboxRow.RoomKey) is { } room
            && (room.ThreadId is not null || room.ChannelId == known.Origin?.ChannelId);

    private Resolved To(Destination to, LeasedEffect leased, PlacedMessages known)
    {
        if (ThreadKey(to) is { } key)
            return Thread(key, known);
        if (to.Value.StartsWith("channel:", StringComparison.Ordinal))
            return At(to.Value["channel:".Length..]);
        return to.Value switch
        {
            "room" => known.Room,
            "origin" when known.Origin is { } origin => new Resolved.There(origin),
            "origin" => new Resolved.Needless("It was not declared in a channel."),
            "announce" when options.Value.AnnounceChannels.TryGetValue(leased.Workspace, out var channel) => At(
                channel
            ),
            "announce" => new Resolved.Needless("The workspace has no announcement channel."),
            _ => new Resolved.Nowhere($"“{to.Value}” is no place that this version knows."),
        };

        static Resolved At(string channel) => new Resolved.There(new MessagePlace(channel));
    }

    private static Resolved Message(string key, PlacedMessages known) =>
        known.Find(key) is { } placed
            ? placed.MessageId is null
                ? new Resolved.Nowhere($"“{key}” is not a message.")
                : new Resolved.There(placed)
            : known.Missing(key);

    // Threads do not nest: what was posted in a thread is answered in the same thread.
    private static Resolved Thread(string key, PlacedMessages known) =>
        known.Find(key) is { } placed
            ? new Resolved.There(new MessagePlace(placed.ChannelId, placed.ThreadId ?? placed.MessageId))
            : known.Missing(key);
}

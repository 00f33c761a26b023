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
    private static readonly Resolved Shared = new Resolved.Needless(
        "The room is a place in a channel that others use too."
    );

    /// <summary>The place of an effect.</summary>
    public async Task<Resolved> Resolve(LeasedEffect leased, Effect effect, CancellationToken ct)
    {
        var needed = effect.Place();
        if (needed is EffectPlace.Nowhere)
            return None;
        var known = await places.Find(leased, KeyOf(needed), ct);
        await Register(leased, known, ct);
        if (needed.OwnRoomOnly && known.IsShared)
            return Shared;
        var resolved = Find(needed, leased, known);
        if (needed.IsOptional && resolved is Resolved.Nowhere(var missing))
            return new Resolved.Needless(missing);
        return resolved is Resolved.There there ? there with { Head = known.Head } : resolved;
    }

    private async Task Register(LeasedEffect leased, PlacedMessages known, CancellationToken ct)
    {
        if (known.Fallback is null || known.IsThreadRegistered)
            return;
        if (known.Room is Resolved.There { Place: { ThreadId: not null } thread })
            await places.RegisterThread(leased, thread, ct);
    }

    private Resolved Find(EffectPlace needed, LeasedEffect leased, PlacedMessages known) =>
        needed switch
        {
            EffectPlace.NewRoom => NewRoom(leased, known),
            EffectPlace.At(var to) => At(to, leased, known),
            EffectPlace.Message(var key) => Message(key, known),
            EffectPlace.Room => known.Room,
            EffectPlace.RoomIfAny => known.Room as Resolved.There ?? None,
            EffectPlace.Nearby => known.Room as Resolved.There ?? Origin(known),
            _ => throw new InvalidOperationException($"No place for {needed.GetType().Name}."),
        };

    // A room whose creation was unclear may stand although the incident goes on without it: it is looked for, so that
    // nobody sits in a room that nobody serves. The place says that none is to be made any more.
    private static Resolved NewRoom(LeasedEffect leased, PlacedMessages known)
    {
        if (!known.HasRoom)
            return None;
        return leased.Unclear && known.Room is Resolved.There there
            ? there
            : new Resolved.Needless("The incident has a room already.");
    }

    private Resolved At(Destination to, LeasedEffect leased, PlacedMessages known)
    {
        if (to.ThreadKey is { } key)
            return Thread(key, known);
        if (to.ChannelId is { } channel)
            return InChannel(channel);
        if (to.IsRoom)
            return known.Room;
        if (to == Destination.Origin)
            return known.Origin is { } origin
                ? new Resolved.There(origin)
                : new Resolved.Needless("It was not declared in a channel.");
        if (to == Destination.Announcements)
            return Announced(leased, known);
        return new Resolved.Nowhere($"“{to.Value}” is no place that this version knows.");
    }

    private Resolved Announced(LeasedEffect leased, PlacedMessages known)
    {
        if (!options.Value.AnnounceChannels.TryGetValue(leased.Workspace, out var channel))
            return new Resolved.Needless("The workspace has no announcement channel.");
        return channel == known.Origin?.ChannelId
            ? new Resolved.Needless("It was declared in the announcement channel, and stands there.")
            : InChannel(channel);
    }

    private static Resolved Origin(PlacedMessages known) =>
        known is { Origin: { } origin, IsPrivate: false } ? new Resolved.There(origin) : None;

    private static Resolved InChannel(string channel) => new Resolved.There(new MessagePlace(channel));

    private static Resolved Message(string key, PlacedMessages known)
    {
        if (known.Find(key) is not { } placed)
            return known.Missing(key);
        return placed.MessageId is null
            ? new Resolved.Nowhere($"“{key}” is not a message.")
            : new Resolved.There(placed);
    }

    // Threads do not nest: what was posted in a thread is answered in the same thread.
    private static Resolved Thread(string key, PlacedMessages known) =>
        known.Find(key) is { } placed
            ? new Resolved.There(new MessagePlace(placed.ChannelId, placed.ThreadId ?? placed.MessageId))
            : known.Missing(key);

    private static string? KeyOf(EffectPlace needed) =>
        needed switch
        {
            EffectPlace.Message(var key) => key,
            EffectPlace.At(var to) => to.ThreadKey,
            _ => null,
        };
}

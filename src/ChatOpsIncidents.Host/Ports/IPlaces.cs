using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>Where an incident's messages and its room stand.</summary>
public interface IPlaces
{
    /// <summary>What is known for an effect.</summary>
    /// <param name="leased">The effect.</param>
    /// <param name="key">The posted message that it belongs to; null: none.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<PlacedMessages> Find(LeasedEffect leased, string? key, CancellationToken ct);

    /// <summary>Has what is said in a thread captured, because the thread is the incident's room.</summary>
    Task RegisterThread(LeasedEffect leased, MessagePlace thread, CancellationToken ct);
}

/// <summary>What stands where, and what is still on its way.</summary>
public sealed class PlacedMessages
{
    private const string NoPrivateRoom = "A private incident has no room; its people were told directly.";

    private readonly Dictionary<string, MessagePlace> _placed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);

    /// <summary>Visible only to those who are in it.</summary>
    public bool IsPrivate { get; internal set; }

    /// <summary>Where it was declared; null: in no channel.</summary>
    public MessagePlace? Origin { get; internal set; }

    /// <summary>The place that is the room because none could be opened; null: there is a room, or it may still
    /// come.</summary>
    public MessagePlace? Fallback { get; internal set; }

    /// <summary>Ids of those to whom everything goes directly because the room was lost; empty: none.</summary>
    public IReadOnlyList<string> People { get; internal set; } = [];

    /// <summary>Whether the thread that is the room is known as such to the capture.</summary>
    public bool IsThreadRegistered { get; internal set; }

    /// <summary>The number of the incident's last fact and the hash of its chain; null: unknown.</summary>
    public ChainHead? Head { get; internal set; }

    /// <summary>Whether the room is settled, as a room of its own or as a thread.</summary>
    public bool HasRoom => Fallback is not null || Find(Keys.Room) is not null;

    /// <summary>Whether the room is a place in a channel that others use too.</summary>
    public bool IsShared
    {
        get
        {
            if (Fallback is not null)
                return true;
            return Find(Keys.Room) is { } room && (room.ThreadId is not null || room.ChannelId == Origin?.ChannelId);
        }
    }

    /// <summary>The incident's room.</summary>
    public Resolved Room
    {
        get
        {
            if (Find(Keys.Room) is { } room)
                return new Resolved.There(room);
            if (Fallback is not null)
                return FallbackRoom(Fallback);
            if (People.Count > 0)
                return new Resolved.ToPeople(People, IsPrivate ? null : Origin);
            return IsPrivate && _over.Contains(Keys.Room) ? new Resolved.Needless(NoPrivateRoom) : Missing(Keys.Room);
        }
    }

    /// <summary>The message of that key; null: not there.</summary>
    public MessagePlace? Find(string key) => _placed.GetValueOrDefault(key);

    /// <summary>Why something is not there: still to come, or never.</summary>
    public Resolved Missing(string key)
    {
        if (_waiting.Contains(key))
            return new Resolved.NotYet($"“{key}” is still on its way.");
        return new Resolved.Nowhere(
            _over.Contains(key) ? $"“{key}”, to which it belongs, was given up." : $"There is no “{key}”."
        );
    }

    internal void Place(string name, MessagePlace place) => _placed[name] = place;

    internal void Waits(string name) => _waiting.Add(name);

    internal void IsOver(string name) => _over.Add(name);

    // A channel is used without a thread only where the pointer there was given up; a private incident never goes to
    // others' channels.
    private Resolved FallbackRoom(MessagePlace fallback)
    {
        if (IsPrivate)
            return new Resolved.Needless(NoPrivateRoom);
        if (fallback.ThreadId is not null)
            return new Resolved.There(fallback);
        if (Find(Keys.Origin) is { MessageId: { } root })
            return new Resolved.There(fallback with { ThreadId = root });
        return _waiting.Contains(Keys.Origin)
            ? new Resolved.NotYet("The thread that becomes the room is still on its way.")
            : new Resolved.There(fallback);
    }
}

/// <summary>How far an incident's chain of facts goes.</summary>
/// <param name="Seq">The number of its last fact.</param>
/// <param name="Hash">The hash of that fact, which depends on all before it.</param>
public sealed record ChainHead(long Seq, string Hash);

/// <summary>Where an effect goes, as things stand now.</summary>
public abstract record Resolved
{
    /// <summary>There; null: the effect needs no place, or has none.</summary>
    public sealed record There(MessagePlace? Place) : Resolved
    {
        /// <summary>How far the incident's chain goes; null: not looked up.</summary>
        public ChainHead? Head { get; init; }
    }

    /// <summary>To these people directly: there is no room.</summary>
    /// <param name="People">Their ids.</param>
    /// <param name="Near">Where they may see a line that nobody else sees; null: nowhere.</param>
    public sealed record ToPeople(IReadOnlyList<string> People, MessagePlace? Near) : Resolved;

    /// <summary>Not yet: what it belongs to is still on its way.</summary>
    public sealed record NotYet(string Why) : Resolved;

    /// <summary>Nowhere, and a person should know.</summary>
    public sealed record Nowhere(string Why) : Resolved;

    /// <summary>Nowhere, and nobody misses it.</summary>
    public sealed record Needless(string Why) : Resolved;
}

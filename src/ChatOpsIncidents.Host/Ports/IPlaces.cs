namespace ChatOpsIncidents.Host.Ports;

/// <summary>Where an incident's messages and its room stand.</summary>
public interface IPlaces
{
    /// <summary>What is known for an effect; a thread that became the room is remembered as such.</summary>
    /// <param name="leased">The effect.</param>
    /// <param name="key">The posted message that it belongs to; null: none.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<PlacedMessages> Find(LeasedEffect leased, string? key, CancellationToken ct);
}

/// <summary>What stands where, and what is still on its way.</summary>
public sealed class PlacedMessages
{
    private readonly Dictionary<string, MessagePlace> _placed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);
    private bool _isPrivate;

    /// <summary>Where it was declared; null: in no channel.</summary>
    public MessagePlace? Origin { get; private set; }

    /// <summary>The place that becomes the room because none could be opened; null: there is a room, or it may still
    /// come.</summary>
    public MessagePlace? Fallback { get; private set; }

    /// <summary>Whether the room is settled, as a room of its own or as a thread.</summary>
    public bool HasRoom => Fallback is not null || Find(OutboxRow.RoomKey) is not null;

    /// <summary>The incident's room.</summary>
    public Resolved Room =>
        Find(OutboxRow.RoomKey) is { } room ? new Resolved.There(room)
        : Fallback is not null ? FallbackRoom
        : _isPrivate && _over.Contains(OutboxRow.RoomKey)
            ? new Resolved.Needless("A private incident has no room; its people were told directly.")
        : Missing(OutboxRow.RoomKey);

    /// <summary>The message of that key; null: not there.</summary>
    public MessagePlace? Find(string key) => _placed.GetValueOrDefault(key);

    /// <summary>Why something is not there: still to come, or never.</summary>
    public Resolved Missing(string key) =>
        _waiting.Contains(key)
            ? new Resolved.NotYet($"“{key}” is still on its way.")
            : new Resolved.Nowhere(
                _over.Contains(key) ? $"“{key}”, to which it belongs, was given up." : $"There is no “{key}”."
            );

    // A channel is used without a thread only where the pointer there was given up; a private incident never goes to
    // others' channels.
    private Resolved FallbackRoom =>
        this switch
        {
            { _isPrivate: true } => new Resolved.Needless(
                "A private incident has no room; its people were told directly."
            ),
            { Fallback: { ThreadId: not null } thread } => new Resolved.There(thread),
            { Fallback: { } channel } when Find(OutboxRow.OriginKey) is { MessageId: { } root } => new Resolved.There(
                channel with
                {
                    ThreadId = root,
                }
            ),
            _ when _waiting.Contains(OutboxRow.OriginKey) => new Resolved.NotYet(
                "The thread that becomes the room is still on its way."
            ),
            _ => new Resolved.There(Fallback),
        };

    internal void Add(string what, string name, string? channel, string? thread, string? message)
    {
        switch (what)
        {
            case "placed":
                _placed[name] = new MessagePlace(channel!, thread, message);
                break;
            case "waiting":
                _waiting.Add(name);
                break;
            case "over":
                _over.Add(name);
                break;
            case "private":
                _isPrivate = true;
                break;
            case "origin" when channel is not null:
                Origin = new MessagePlace(channel, thread);
                break;
            case "fallback" when channel is not null:
                Fallback = new MessagePlace(channel, thread);
                break;
        }
    }
}

/// <summary>Where an effect goes, as things stand now.</summary>
public abstract record Resolved
{
    /// <summary>There; null: the effect needs no place, or has none.</summary>
    public sealed record There(MessagePlace? Place) : Resolved;

    /// <summary>Not yet: what it belongs to is still on its way.</summary>
    public sealed record NotYet(string Why) : Resolved;

    /// <summary>Nowhere, and a person should know.</summary>
    public sealed record Nowhere(string Why) : Resolved;

    /// <summary>Nowhere, and nobody misses it.</summary>
    public sealed record Needless(string Why) : Resolved;
}

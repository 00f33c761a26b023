namespace ChatOpsIncidents.Host.Ports;

/// <summary>A conversation that can be written to only by who remembers its address.</summary>
/// <param name="Id">The platform's id, of a channel without its threads.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ServiceUrl">The address at which the platform takes messages for it.</param>
public sealed record Conversation(string Id, ConversationKind Kind, string ServiceUrl)
{
    /// <summary>A channel's team; null: none.</summary>
    public string? TeamId { get; init; }

    /// <summary>With whom, where it is with one person; null: with several.</summary>
    public string? PersonId { get; init; }

    /// <summary>Why the platform lets nothing be written there now; null: it does.</summary>
    public string? Unreachable { get; init; }
}

/// <summary>What a conversation is.</summary>
public enum ConversationKind
{
    /// <summary>A channel of a team.</summary>
    Channel,

    /// <summary>A chat of several people.</summary>
    Group,

    /// <summary>A chat with one person.</summary>
    Personal,

    /// <summary>A channel that an incident got for itself: all its threads are that incident's room. It stays
    /// one.</summary>
    Room,
}

/// <summary>How the platform's messages name a person, which is not the id by which we know them.</summary>
/// <param name="PersonId">The id by which we know them.</param>
/// <param name="Address">The name in messages.</param>
/// <param name="ConversationId">Where they were met last.</param>
public sealed record Correspondent(string PersonId, string Address, string ConversationId);

/// <summary>Where people and rooms are reached, kept for longer than a host lives.</summary>
public interface IConversations
{
    /// <summary>A conversation; null: nothing ever came from it.</summary>
    Task<Conversation?> Find(string platform, string workspace, string id, CancellationToken ct);

    /// <summary>The conversation that was heard from last; null: none ever was.</summary>
    Task<Conversation?> Latest(string platform, string workspace, CancellationToken ct);

    /// <summary>The chat with one person; null: there is none yet.</summary>
    Task<Conversation?> With(string platform, string workspace, string personId, CancellationToken ct);

    /// <summary>Keeps a conversation as it is now.</summary>
    Task Keep(string platform, string workspace, Conversation conversation, CancellationToken ct);

    /// <summary>How a person is named in messages; null: they were never met.</summary>
    Task<Correspondent?> Person(string platform, string workspace, string personId, CancellationToken ct);

    /// <summary>Who is named so in messages; null: they were never met.</summary>
    Task<Correspondent?> Named(string platform, string workspace, string address, CancellationToken ct);

    /// <summary>Keeps how a person is named.</summary>
    Task Keep(string platform, string workspace, Correspondent person, CancellationToken ct);
}

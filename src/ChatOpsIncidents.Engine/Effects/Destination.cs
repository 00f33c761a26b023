using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Effects;

/// <summary>
/// Where a message goes: <c>room</c>, <c>thread:&lt;key of a posted message&gt;</c>, <c>origin</c> (where it was
/// declared),
/// <c>channel:&lt;id&gt;</c> or <c>announce</c> (the workspace's announcement channel, if one is set).
/// </summary>
/// <param name="Value">One of the forms above.</param>
public sealed record Destination([property: Code] string Value)
{
    private const string ThreadPrefix = "thread:";
    private const string ChannelPrefix = "channel:";

    /// <summary>The incident's room.</summary>
    public static Destination Room { get; } = new("room");

    /// <summary>The channel in which the incident was declared.</summary>
    public static Destination Origin { get; } = new("origin");

    /// <summary>The workspace's announcement channel, if one is set.</summary>
    public static Destination Announcements { get; } = new("announce");

    /// <summary>The thread under the pinned card: roles and the running log.</summary>
    public static Destination CardThread { get; } = Thread(Keys.Card);

    /// <summary>The thread under the message that points to the room, where the incident was declared.</summary>
    public static Destination OriginThread { get; } = Thread(Keys.Origin);

    /// <summary>The thread under the living post in the announcement channel.</summary>
    public static Destination AnnouncementThread { get; } = Thread(Keys.Announcement);

    /// <summary>Whether it is the room itself.</summary>
    [JsonIgnore]
    public bool IsRoom => this == Room;

    /// <summary>Whether it is a thread.</summary>
    [JsonIgnore]
    public bool IsThread => ThreadKey is not null;

    /// <summary>The key of the message under which the thread stands; null: it is no thread.</summary>
    [JsonIgnore]
    public string? ThreadKey => After(ThreadPrefix);

    /// <summary>The platform's id of the channel; null: it is not named by its id.</summary>
    [JsonIgnore]
    public string? ChannelId => After(ChannelPrefix);

    /// <summary>The thread under a posted message.</summary>
    public static Destination Thread(string key) => new(ThreadPrefix + key);

    /// <summary>Any channel, by the platform's id.</summary>
    public static Destination Channel(string id) => new(ChannelPrefix + id);

    /// <summary>What messages that go there keep order with.</summary>
    internal string OrderKey(string incidentId)
    {
        if (this == Origin || this == OriginThread)
            return OrderKeys.Origin(incidentId);
        if (this == Announcements || this == AnnouncementThread)
            return $"channel:announce:{incidentId}";
        if (ThreadKey is { } key)
            return OrderKeys.Thread(incidentId, key);
        return ChannelId is null ? OrderKeys.Words(incidentId) : Value;
    }

    private string? After(string prefix) =>
        Value.StartsWith(prefix, StringComparison.Ordinal) ? Value[prefix.Length..] : null;
}

/// <summary>Well-known keys of what was posted or opened.</summary>
public static class Keys
{
    /// <summary>The pinned card in the room.</summary>
    public const string Card = "card";

    /// <summary>The message that points to the room, where the incident was declared.</summary>
    public const string Origin = "origin";

    /// <summary>The living post in the workspace's announcement channel.</summary>
    public const string Announcement = "announcement";

    /// <summary>The room.</summary>
    public const string Room = "room";
}

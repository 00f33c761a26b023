using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>Where an incident stands; it follows from the facts and is never set by itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Phase>))]
public enum Phase
{
    /// <summary>No fact yet.</summary>
    Undeclared,

    /// <summary>Declared; impact not known.</summary>
    Declared,

    /// <summary>Impact known; nothing done yet.</summary>
    Impact,

    /// <summary>Rollback options reviewed, or containment running.</summary>
    Contain,

    /// <summary>A cause is being looked for.</summary>
    Diagnose,

    /// <summary>Waiting for somebody outside.</summary>
    Waiting,

    /// <summary>The bleeding has stopped.</summary>
    Mitigated,

    /// <summary>Recovery is being proven in monitoring.</summary>
    Verify,

    /// <summary>Recovered and proven.</summary>
    Resolved,

    /// <summary>The review is under way.</summary>
    Review,

    /// <summary>Done with.</summary>
    Closed,

    /// <summary>A false alarm.</summary>
    Cancelled,

    /// <summary>Continued in another incident.</summary>
    Merged,
}

/// <summary>What somebody takes on in an incident.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>The incident lead: decides, and keeps the order.</summary>
    Lead,

    /// <summary>Operations: carries out changes.</summary>
    Ops,

    /// <summary>Communications: sends the updates.</summary>
    Comms,

    /// <summary>Scribe: keeps the timeline complete.</summary>
    Scribe,

    /// <summary>Backup, the minuteman: takes over when the lead is away.</summary>
    Backup,

    /// <summary>Liaison to a team or supplier.</summary>
    Liaison,
}

/// <summary>A person, or a part of the system that acts (<c>system</c>, <c>hook:github</c>).</summary>
/// <param name="Id">The platform's id; stable.</param>
/// <param name="Name">The name people use, at the time of the fact.</param>
public sealed record Person([property: Code] string Id, [property: Code] string Name)
{
    /// <summary>The product itself: deadlines that fall due, and what follows by itself.</summary>
    public static Person System { get; } = new("system", "ChatOpsIncidents");

    /// <summary>Whether a human acts.</summary>
    [JsonIgnore]
    public bool IsHuman => Id != "system" && !Id.StartsWith("hook:", StringComparison.Ordinal);
}

/// <summary>Where an incident's commands come from and its first answers go.</summary>
/// <param name="Platform"><c>slack</c>, <c>teams</c> or <c>web</c>.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="ChannelId">The channel; null: none (the web page).</param>
/// <param name="ThreadId">The thread's root message; null: the channel itself.</param>
public sealed record Origin(
    [property: Code] string Platform,
    [property: Code] string Workspace,
    [property: Code] string? ChannelId,
    [property: Code] string? ThreadId = null
)
{
    /// <summary>Only what is said to us comes to us there, so that nothing else is captured; null: everything
    /// is.</summary>
    public bool? MentionsOnly { get; init; }
}

/// <summary>A fact with its envelope, as stored.</summary>
/// <param name="Seq">1 for the first of an incident, without gaps.</param>
/// <param name="Fact">What happened.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="RecordedAt">When it was stored, UTC, whole milliseconds.</param>
/// <param name="ObservedAt">When it happened, UTC, whole milliseconds; never later than 5 min after
/// <paramref name="RecordedAt"/>.</param>
/// <param name="Source"><c>slack</c>, <c>teams</c>, <c>web</c>, <c>clock</c>, <c>hook:…</c>, <c>drill</c> or
/// <c>engine</c>.</param>
/// <param name="Link">A link to where it was said or shown; null: none.</param>
/// <param name="BeforeGate">Recorded as already done although a gate would have stopped the intention.</param>
public sealed record Recorded(
    long Seq,
    IncidentEvent Fact,
    Person By,
    DateTimeOffset RecordedAt,
    DateTimeOffset ObservedAt,
    string Source,
    string? Link = null,
    bool BeforeGate = false
)
{
    /// <summary>Recorded more than five minutes after it happened.</summary>
    public bool IsLate => RecordedAt - ObservedAt > TimeSpan.FromMinutes(5);
}

/// <summary>A line of the running log, kept in the state so that people can refer to it by number.</summary>
/// <param name="Seq">The fact's number, as people type it: <c>fix 12 …</c>.</param>
/// <param name="Fact">What kind of fact it is.</param>
/// <param name="At">When it happened.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Text">The sentence, after corrections.</param>
/// <param name="Undone">Taken back by a later fact.</param>
/// <param name="Corrected">The sentence was corrected by a later fact.</param>
public sealed record LogLine(
    long Seq,
    [property: JsonIgnore] Type Fact,
    DateTimeOffset At,
    Person By,
    string Text,
    bool Undone = false,
    bool Corrected = false
)
{
    /// <summary>It was recorded more than five minutes after it happened.</summary>
    public bool ToldLate { get; init; }

    /// <summary>It followed by itself from other facts.</summary>
    [JsonIgnore]
    public bool IsBookkeeping => Is<IBookkeeping>();

    /// <summary>Whether it is such a fact.</summary>
    public bool Is<T>() => Fact.IsAssignableTo(typeof(T));
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>In which words an audience reads an update.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Wording>))]
public enum Wording
{
    /// <summary>Risk, and what it means for the business.</summary>
    Leadership,

    /// <summary>Words for customers.</summary>
    Support,

    /// <summary>Detail and times.</summary>
    Engineers,

    /// <summary>The careful ones.</summary>
    Public,
}

/// <summary>A place where an audience is told.</summary>
/// <param name="Way">One of <c>UpdateWays</c>.</param>
/// <param name="Target">A channel's or a person's id, a mail address; for what only the configuration knows, the
/// audience's name.</param>
/// <param name="Name">As people call it; empty: as the target.</param>
public sealed record AudiencePlace([property: Code] string Way, string Target, string Name = "")
{
    /// <summary>The same for the same way to the same place.</summary>
    [JsonIgnore]
    public string Id => $"{Way}:{Target}";
}

/// <summary>Who is told of an incident: a row of its plan.</summary>
/// <param name="Name">As people call them, lower case.</param>
/// <param name="Reads">In which words.</param>
/// <param name="Every">How often at least; null: with each update; zero: only when they are named.</param>
public sealed record Audience([property: Code] string Name, Wording Reads, TimeSpan? Every = null)
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLengthMax = 40;

    /// <summary>Where; empty: nowhere of their own, they read what is announced.</summary>
    public IReadOnlyList<AudiencePlace> Places { get; init; } = [];

    /// <summary>Somebody changed it for this incident: the severity changes it no more.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Whether they hear only of what names them.</summary>
    [JsonIgnore]
    public bool IsByName => Every == TimeSpan.Zero;

    /// <summary>Whether names of ours mean something to them.</summary>
    [JsonIgnore]
    public bool IsInside => Reads is Wording.Engineers or Wording.Leadership;

    /// <summary>A place of theirs; null: it is none.</summary>
    public AudiencePlace? Find(string way, string target) =>
        Places.FirstOrDefault(place => place.Way == way && place.Target == target);

    /// <summary>The four that every plan has.</summary>
    public static ImmutableArray<Audience> Usual { get; } =
    [
        new("leadership", Wording.Leadership),
        new("support", Wording.Support),
        new("engineers", Wording.Engineers),
        new("public", Wording.Public),
    ];
}

/// <summary>An audience, and how far it is informed.</summary>
/// <param name="Row">Who, what, how often, where.</param>
public sealed record AudienceState(Audience Row)
{
    /// <summary>When they hear next, as they were told; null: with the next update.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When something was last sent to them; null: nothing yet.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Whether they heard that what they wait for is late.</summary>
    public bool IsToldLate { get; init; }

    /// <summary>When something last reached a place of theirs; null: nothing is known to have.</summary>
    public DateTimeOffset? ReachedAt { get; init; }

    /// <summary>Places that the last update has not reached, with the reason; empty: none is known.</summary>
    public ImmutableSortedDictionary<string, string> Troubles { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>An audience that an update is for.</summary>
/// <param name="Name">Whom.</param>
/// <param name="NextAt">When they hear next; null: no time is promised to them.</param>
public sealed record AudienceTold([property: Code] string Name, DateTimeOffset? NextAt);

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Changes before and during the incident, in the order in which they became known.</summary>
    public ImmutableList<KnownChange> Changes { get; init; } = [];

    /// <summary>When it began, as far as known: the symptoms' start, else the declaration.</summary>
    public DateTimeOffset? Onset => StartedAt ?? DeclaredAt;

    /// <summary>The changes that most likely did it, first: the closer before the onset the likelier, those of the
    /// incident's services most, then those of what they need.</summary>
    /// <param name="needed">What the incident's services need to work, by name; null: not known.</param>
    public IReadOnlyList<KnownChange> RankedChanges(IReadOnlySet<string>? needed = null) =>
        Onset is not { } onset
            ? []
            : [.. Changes.OrderBy(change => change.At > onset).ThenBy(change => Unlikeliness(change, onset, needed))];

    // A change of one's own service ten minutes before counts as much as somebody else's in the same minute.
    private double Unlikeliness(KnownChange change, DateTimeOffset onset, IReadOnlySet<string>? needed)
    {
        const double Grace = 5;
        return ((onset - change.At).Duration().TotalMinutes + Grace) * Remoteness(change.Service, needed);
    }

    private int Remoteness(string? service, IReadOnlySet<string>? needed)
    {
        const int Own = 1,
            Needed = 2,
            NotSaid = 3,
            Elsewhere = 10;
        if (service is null)
            return NotSaid;
        if (Services.Contains(service, StringComparer.OrdinalIgnoreCase))
            return Own;
        return needed?.Contains(service) == true ? Needed : Elsewhere;
    }
}

/// <summary>A change in the world: a deploy, a flag, a configuration, infrastructure, a dependency, traffic.</summary>
/// <param name="Id">The source's own id; the same change seen again keeps it.</param>
/// <param name="Kind"><c>deploy</c>, <c>release</c>, <c>flag</c>, <c>config</c>, <c>infra</c>, <c>dependency</c> or
/// <c>traffic</c>.</param>
/// <param name="What">In words.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record KnownChange(
    [property: Code] string Id,
    [property: Code] string Kind,
    string What,
    DateTimeOffset At
)
{
    /// <summary>The service, canonical name; null: none or not known.</summary>
    public string? Service { get; init; }

    /// <summary>The version that came; null: not known.</summary>
    public string? Version { get; init; }

    /// <summary>The version before, where a rollback would go; null: not known.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary><c>started</c>, <c>succeeded</c>, <c>failed</c> or <c>rolled_back</c>; a dependency's trouble has
    /// <c>started</c> or <c>ended</c>. Null: not known.</summary>
    [Code]
    public string? Status { get; init; }

    /// <summary>Whether it was made here: what a supplier or its users do cannot be taken back.</summary>
    [JsonIgnore]
    public bool IsOurs => Kind is not ("dependency" or "traffic");

    /// <summary>Who made it; null: not known.</summary>
    public string? Actor { get; init; }

    /// <summary>Where to read more; null: nowhere.</summary>
    public string? Url { get; init; }
}

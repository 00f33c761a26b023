using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>Changes before and during the incident, in the order in which they became known.</summary>
    public ImmutableList<KnownChange> Changes { get; init; } = [];

    /// <summary>When it began, as far as known: the symptoms' start, else the declaration.</summary>
    public DateTimeOffset? Onset => StartedAt ?? DeclaredAt;

    /// <summary>The changes that most likely did it, first: those of the incident's services, then the closest before
    /// the onset.</summary>
    public IReadOnlyList<KnownChange> RankedChanges() =>
        Onset is not { } onset
            ? []
            :
            [
                .. Changes
                    .OrderBy(change => change.At > onset)
                    .ThenByDescending(change =>
                        change.Service is { } service && Services.Contains(service, StringComparer.OrdinalIgnoreCase)
                    )
                    .ThenBy(change => (onset - change.At).Duration()),
            ];
}

/// <summary>A change in the world: a deploy, a flag, a configuration, infrastructure, a dependency, traffic.</summary>
/// <param name="Id">The source's own id; the same change seen again keeps it.</param>
/// <param name="Kind"><c>deploy</c>, <c>flag</c>, <c>config</c>, <c>infra</c>, <c>dependency</c> or
/// <c>traffic</c>.</param>
/// <param name="What">In words.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record KnownChange(string Id, string Kind, string What, DateTimeOffset At)
{
    /// <summary>The service, canonical name; null: none or not known.</summary>
    public string? Service { get; init; }

    /// <summary>The version that came; null: not known.</summary>
    public string? Version { get; init; }

    /// <summary>The version before, where a rollback would go; null: not known.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary><c>started</c>, <c>succeeded</c>, <c>failed</c> or <c>rolled_back</c>; null: not known.</summary>
    public string? Status { get; init; }

    /// <summary>Who made it; null: not known.</summary>
    public string? Actor { get; init; }

    /// <summary>Where to read more; null: nowhere.</summary>
    public string? Url { get; init; }
}

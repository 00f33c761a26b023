using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>The alerts that were seen, by their ids.</summary>
    public ImmutableSortedDictionary<string, SeenAlert> Alerts { get; init; } =
        ImmutableSortedDictionary.Create<string, SeenAlert>(StringComparer.Ordinal);
}

/// <summary>An alert as monitoring told it.</summary>
/// <param name="Source">Which system, for example <c>grafana</c>.</param>
/// <param name="Id">The same for the same alert, firing or resolved.</param>
/// <param name="Summary">In words.</param>
public sealed record Alert(string Source, string Id, string Summary)
{
    /// <summary>Whose; null: not said.</summary>
    public string? Service { get; init; }

    /// <summary>How bad, as the rule says; null: not said.</summary>
    public Severity? Severity { get; init; }

    /// <summary>How much of it is hit.</summary>
    public Reach Scope { get; init; }

    /// <summary>Firing, or resolved.</summary>
    public bool IsFiring { get; init; } = true;

    /// <summary>Since when, UTC; null: not said.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Where it is shown; null: nowhere.</summary>
    public string? Url { get; init; }
}

/// <summary>An alert that was seen.</summary>
/// <param name="Summary">In words.</param>
/// <param name="IsFiring">Firing, or resolved.</param>
public sealed record SeenAlert(string Summary, bool IsFiring);

using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The alerts that were seen, by their ids.</summary>
    public ImmutableSortedDictionary<string, SeenAlert> Alerts { get; init; } =
        ImmutableSortedDictionary.Create<string, SeenAlert>(StringComparer.Ordinal);

    /// <summary>Whether any of them fires, as far as monitoring could see.</summary>
    public bool HasFiringAlert => Alerts.Values.Any(alert => alert.IsFiring);

    /// <summary>How many fire, have ended, or can no longer be judged, in words; null: there are none.</summary>
    public string? AlertCounts
    {
        get
        {
            var blind = Alerts.Values.Count(alert => alert.IsBlind);
            var firing = Alerts.Values.Count(alert => alert is { IsFiring: true, IsBlind: false });
            (int Count, string Words)[] all =
            [
                (firing, "firing"),
                (Alerts.Count - firing - blind, "ended"),
                (blind, "blind: monitoring cannot see"),
            ];
            return Alerts.IsEmpty
                ? null
                : string.Join(", ", all.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.Words}"));
        }
    }
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

    /// <summary>Monitoring cannot see: this is neither trouble nor its end.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Since when, UTC; null: not said.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it became what it is, by the source's own clock, UTC; null: not said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where it is shown; null: nowhere.</summary>
    public string? Url { get; init; }
}

/// <summary>An alert that was seen.</summary>
/// <param name="Summary">In words.</param>
/// <param name="IsFiring">Firing, or resolved, as was seen last.</param>
public sealed record SeenAlert(string Summary, bool IsFiring)
{
    /// <summary>Monitoring cannot see since then.</summary>
    public bool IsBlind { get; init; }

    /// <summary>When it became so, by the source's own clock, UTC; null: not said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether an alert says anything that was not seen: neither the same again, nor something older that came
    /// late.</summary>
    public bool IsNews(Alert alert)
    {
        if (alert.At < At)
            return false;
        return alert.IsBlind ? !IsBlind : IsBlind || alert.IsFiring != IsFiring;
    }
}

namespace ChatOpsIncidents.Engine.Order;

/// <summary>How an incident went, in figures. Durations count from the declaration; null: it did not happen.</summary>
public sealed record Scorecard
{
    /// <summary>Until somebody declared it, from the symptoms' start; null: the start is not known.</summary>
    public TimeSpan? ToDeclare { get; init; }

    /// <summary>Until somebody noticed, from the symptoms' start; null: the start is not known.</summary>
    public TimeSpan? ToDetect { get; init; }

    /// <summary>How long that may take, where it took longer; null: it was noticed in time, or that is not
    /// known.</summary>
    public TimeSpan? DetectionTargetMissed { get; init; }

    /// <summary>Until the impact was known.</summary>
    public TimeSpan? ToImpact { get; init; }

    /// <summary>Until the rollback options were reviewed.</summary>
    public TimeSpan? ToRollbackReview { get; init; }

    /// <summary>Until stakeholders heard for the first time.</summary>
    public TimeSpan? ToFirstUpdate { get; init; }

    /// <summary>Until the bleeding had stopped.</summary>
    public TimeSpan? ToMitigate { get; init; }

    /// <summary>Until it was resolved.</summary>
    public TimeSpan? ToResolve { get; init; }

    /// <summary>How often a gate was overridden.</summary>
    public int Overrides { get; init; }

    /// <summary>How many updates were sent.</summary>
    public int Updates { get; init; }

    /// <summary>How many of them came by the promised time.</summary>
    public int UpdatesOnTime { get; init; }

    /// <summary>The longest that an update came after its promised time; zero: never.</summary>
    public TimeSpan LatestUpdateBy { get; init; }

    /// <summary>How many theories were tested; each after the first is a jump.</summary>
    public int Hypotheses { get; init; }

    /// <summary>How many changes were tried.</summary>
    public int Mitigations { get; init; }

    /// <summary>How often it was reopened after an all-clear.</summary>
    public int Reopened { get; init; }

    /// <summary>The share of the order's rules that were kept, in percent: impact first, ways back first, containment
    /// first, proof first, no override.</summary>
    public int AdherencePercent { get; init; }

    /// <summary>Whether anybody could keep the order: not where it was over before it was declared.</summary>
    public bool IsOrderMeasured { get; init; }

    /// <summary>How the order was kept, in words.</summary>
    public string OrderKept => IsOrderMeasured ? $"{AdherencePercent} %" : "not measured: it was recorded afterwards";

    /// <summary>Reckons it from the state.</summary>
    public static Scorecard Of(Incident incident)
    {
        TimeSpan? Since(DateTimeOffset? at) =>
            at is { } then && incident.DeclaredAt is { } from && then >= from ? then - from : null;
        return new Scorecard
        {
            ToDeclare = incident.DeclaredAt - incident.StartedAt is { } lag && lag >= TimeSpan.Zero ? lag : null,
            ToDetect = incident.ToDetect,
            DetectionTargetMissed = incident.DetectionTargetMissed,
            ToImpact = Since(incident.ImpactAt),
            ToRollbackReview = Since(incident.RollbackReviewedAt),
            ToFirstUpdate = Since(incident.Updates.FirstOrDefault()?.At),
            ToMitigate = Since(incident.MitigatedAt),
            ToResolve = Since(incident.ResolvedAt),
            Overrides = incident.OverrideCount,
            Updates = incident.Updates.Count,
            UpdatesOnTime = incident.Updates.Count(update => update.Late == TimeSpan.Zero),
            LatestUpdateBy = incident.Updates.Select(update => update.Late).DefaultIfEmpty(TimeSpan.Zero).Max(),
            Hypotheses = incident.Hypotheses.Count(h =>
                h.State is not (HypothesisState.Parked or HypothesisState.Candidate)
            ),
            Mitigations = incident.Mitigations.Count,
            Reopened = incident.ReopenCount,
            AdherencePercent = Adherence(incident),
            IsOrderMeasured = !incident.WasOver,
        };
    }

    private static int Adherence(Incident incident)
    {
        var gates = incident.WasOver ? [] : GateTable.All;
        bool[] asked = [.. gates.Select(gate => gate.Kept(incident)).OfType<bool>(), incident.OverrideCount == 0];
        return 100 * asked.Count(kept => kept) / asked.Length;
    }
}

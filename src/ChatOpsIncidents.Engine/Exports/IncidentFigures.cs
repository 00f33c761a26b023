namespace ChatOpsIncidents.Engine.Exports;

/// <summary>What is compared between incidents, of one that is over. Durations are in seconds, so that they read the
/// same in the database, in CSV and here; null: it did not happen, or is not known.</summary>
public sealed record IncidentFigures
{
    /// <summary>Its severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The services concerned, as the catalogue names them.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>It was a false alarm.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>From the symptoms' start to the moment when somebody noticed.</summary>
    public double? ToDetect { get; init; }

    /// <summary>From the declaration to the known impact.</summary>
    public double? ToImpact { get; init; }

    /// <summary>From the declaration to the review of the ways back.</summary>
    public double? ToRollbackReview { get; init; }

    /// <summary>From the declaration to the first update.</summary>
    public double? ToFirstUpdate { get; init; }

    /// <summary>From the declaration to the end of the bleeding.</summary>
    public double? ToMitigate { get; init; }

    /// <summary>From the declaration to the verified recovery and its all-clear.</summary>
    public double? ToResolve { get; init; }

    /// <summary>Updates that were sent, and those of them in time.</summary>
    public int Updates { get; init; }

    /// <summary>Updates in time.</summary>
    public int UpdatesOnTime { get; init; }

    /// <summary>Gates that were overridden.</summary>
    public int Overrides { get; init; }

    /// <summary>All-clears that were taken back.</summary>
    public int FalseAllClears { get; init; }

    /// <summary>The share of the order's rules that were kept, in percent; null: it was over before it was
    /// declared.</summary>
    public int? OrderKept { get; init; }

    /// <summary>When somebody was paged.</summary>
    public IReadOnlyList<PageFigure> Pages { get; init; } = [];

    /// <summary>The kinds of contributing factors.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>The kind of change that helped; null: none did, or nobody said so.</summary>
    public string? Helped { get; init; }

    /// <summary>How long that took, from its start to its outcome.</summary>
    public double? HelpedIn { get; init; }

    /// <summary>What is to be changed, all that was not dropped.</summary>
    public IReadOnlyList<ActionFigure> Actions { get; init; } = [];

    /// <summary>How many gaps were found: in monitoring, alerts, runbooks, ownership.</summary>
    public int Gaps { get; init; }

    /// <summary>How a drill went; null: it was real, or nobody played it to its end.</summary>
    public DrillFigure? Drill { get; init; }

    /// <summary>Reckons them from an incident's state.</summary>
    public static IncidentFigures Of(Incident incident)
    {
        var score = Scorecard.Of(incident);
        var helped = incident.Mitigations.LastOrDefault(change => change.Outcome == MitigationOutcome.Worked);
        return new IncidentFigures
        {
            Severity = incident.Severity,
            Services = [.. incident.Services],
            IsCancelled = incident.CancelledBecause is not null,
            ToDetect = score.ToDetect?.TotalSeconds,
            ToImpact = score.ToImpact?.TotalSeconds,
            ToRollbackReview = score.ToRollbackReview?.TotalSeconds,
            ToFirstUpdate = score.ToFirstUpdate?.TotalSeconds,
            ToMitigate = score.ToMitigate?.TotalSeconds,
            ToResolve = score.ToResolve?.TotalSeconds,
            Updates = score.Updates,
            UpdatesOnTime = score.UpdatesOnTime,
            Overrides = score.Overrides,
            FalseAllClears = incident.FalseAllClears,
            OrderKept = score.IsOrderMeasured ? score.AdherencePercent : null,
            Pages = [.. incident.Paged.Select(page => new PageFigure(page.Key, page.Value))],
            Factors = [.. incident.Factors.Select(factor => factor.Kind).Distinct()],
            Helped = helped?.Kind,
            Drill = incident.Drill is { Results: { } results } drill
                ? new DrillFigure(drill.Scenario.Name, drill.IsTabletop, results)
                : null,
            HelpedIn = (helped?.OutcomeAt - helped?.StartedAt)?.TotalSeconds,
            Gaps = incident.Findings.Count(finding => finding.IsGap),
            Actions = [.. ActionsOf(incident)],
        };
    }

    private static IEnumerable<ActionFigure> ActionsOf(Incident incident) =>
        incident
            .Actions.Where(action => !action.IsDropped)
            .Select(action => new ActionFigure(
                action.Number,
                action.Text,
                action.Owner.Name,
                action.DueAt,
                action.DoneAt,
                action.Link
            ));
}

/// <summary>Somebody was paged.</summary>
/// <param name="Whom">A person, group or rotation, as it was named.</param>
/// <param name="At">When.</param>
public sealed record PageFigure(string Whom, DateTimeOffset At);

/// <summary>An action as it stands.</summary>
/// <param name="Number">1 for the first of its incident.</param>
/// <param name="Text">What will be there then.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="DueAt">By when.</param>
/// <param name="DoneAt">When it was done; null: it is open.</param>
/// <param name="Link">Its item in the tracker; null: none.</param>
public sealed record ActionFigure(
    int Number,
    string Text,
    string Owner,
    DateTimeOffset DueAt,
    DateTimeOffset? DoneAt,
    string? Link
);

/// <summary>How a drill went.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="IsTabletop">Without any clock.</param>
/// <param name="Results">What was hoped for, what came of it, and by whom.</param>
public sealed record DrillFigure(string Scenario, bool IsTabletop, IReadOnlyList<DrillResult> Results);

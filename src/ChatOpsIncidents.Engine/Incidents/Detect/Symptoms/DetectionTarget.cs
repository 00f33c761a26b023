using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Symptoms;

/// <summary>Noticed too late.</summary>
/// <param name="Took">From the symptoms' start until somebody noticed.</param>
/// <param name="Target">How long it may take at that severity.</param>
public sealed record LateDetection(TimeSpan Took, TimeSpan Target);

/// <summary>The more severe, the sooner it is to be known. A breach is a finding, once.</summary>
public static class DetectionTarget
{
    /// <summary>The breach that a step has shown; null: none, or recorded already. A severity that nobody has looked at
    /// yet is no ground for it.</summary>
    public static DetectionLate? Judge(Incident before, Incident after, DecisionContext context) =>
        after.LateDetection is null
        && (after.SeverityConfirmed || after.SeverityFromImpact)
        && (
            before.StartedAt,
            before.Severity,
            before.DetectedAt,
            before.DeclaredAt,
            before.SeverityConfirmed,
            before.SeverityFromImpact
        )
            != (
                after.StartedAt,
                after.Severity,
                after.DetectedAt,
                after.DeclaredAt,
                after.SeverityConfirmed,
                after.SeverityFromImpact
            )
        && after.ToDetect is { } took
        && context.Policy.DetectionTime.TryGetValue(after.Severity, out var target)
        && took > target
            ? new DetectionLate(took, target, after.Severity)
            : null;
}

/// <summary>It was noticed later than its severity allows: a gap in the alerts.</summary>
/// <param name="Took">From the symptoms' start until somebody noticed.</param>
/// <param name="Target">How long it may take.</param>
/// <param name="Severity">At which severity.</param>
public sealed record DetectionLate(TimeSpan Took, TimeSpan Target, Severity Severity) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            LateDetection = new LateDetection(Took, Target),
            Findings = before.Findings.Add(new Finding("alert-gap", Text, recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Finding (alert-gap): {Text}";

    private string Text =>
        $"Noticed {ExportWords.Span(Took)} after it began; "
        + $"the target at {Severity} is {ExportWords.Span(Target)}";
}

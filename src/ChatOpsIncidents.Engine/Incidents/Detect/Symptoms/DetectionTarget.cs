using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Symptoms;

/// <summary>The more severe, the sooner it is to be known. A breach is a finding, once.</summary>
public sealed class DetectionTarget : IReaction
{
    // A severity that nobody has looked at yet is no ground for a finding.
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (Grounds(before) == Grounds(after) || !after.IsSeverityKnown)
            return Decision.NothingToDo;
        var late = Late(after, context.Policy);
        if (late?.Finding == after.LateDetection?.Finding)
            return Decision.NothingToDo;
        // A time that was mistyped takes its finding with it.
        return Decision.Follow(late is null ? new DetectionInTime(after.LateDetection!.Finding) : late);
    }

    private static DetectionLate? Late(Incident incident, Policy policy) =>
        incident.ToDetect is { } took
        && policy.DetectionTime.TryGetValue(incident.Severity, out var target)
        && took > target
            ? new DetectionLate(took, target, incident.Severity)
            : null;

    private static (DateTimeOffset?, DateTimeOffset?, DateTimeOffset?, Severity, bool, bool) Grounds(
        Incident incident
    ) =>
        (
            incident.StartedAt,
            incident.DetectedAt,
            incident.DeclaredAt,
            incident.Severity,
            incident.SeverityConfirmed,
            incident.SeverityFromImpact
        );
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
            LateDetection = new LateDetection(Took, Target) { Finding = Finding },
            Findings = before
                .Findings.RemoveAll(finding => finding.Text == before.LateDetection?.Finding)
                .Add(new Finding("alert-gap", Finding, recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Finding (alert-gap): {Finding}";

    /// <summary>The finding's words.</summary>
    internal string Finding =>
        $"Noticed {Durations.Say(Took)} after it began; " + $"the target at {Severity} is {Durations.Say(Target)}";
}

/// <summary>A corrected time shows that it was noticed in time: the finding goes.</summary>
/// <param name="Finding">The finding's words.</param>
public sealed record DetectionInTime(string Finding) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            LateDetection = null,
            Findings = before.Findings.RemoveAll(finding => finding.Text == Finding),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Finding withdrawn, the time was corrected: {Finding}";
}

using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Symptoms;

/// <summary>The more severe, the sooner it is to be known. A breach is a finding, once.</summary>
public sealed class DetectionTarget : IReaction
{
    // A severity that nobody has looked at yet is no ground for a finding.
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (after.LateDetection is not null || Grounds(before) == Grounds(after) || !after.IsSeverityKnown)
            return Decision.NothingToDo;
        if (after.ToDetect is not { } took)
            return Decision.NothingToDo;
        return context.Policy.DetectionTime.TryGetValue(after.Severity, out var target) && took > target
            ? Decision.Follow(new DetectionLate(took, target, after.Severity))
            : Decision.NothingToDo;
    }

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
            LateDetection = new LateDetection(Took, Target),
            Findings = before.Findings.Add(new Finding("alert-gap", Text, recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Finding (alert-gap): {Text}";

    private string Text =>
        $"Noticed {Durations.Say(Took)} after it began; " + $"the target at {Severity} is {Durations.Say(Target)}";
}

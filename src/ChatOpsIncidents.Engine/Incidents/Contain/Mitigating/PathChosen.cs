using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>Somebody said what it looks like. With a supplier there is nothing of ours to go back to.</summary>
/// <param name="Path">Which.</param>
/// <param name="Runbook">The runbook that fits; null: none.</param>
public sealed record PathChosen(IncidentPath Path, [property: Code] string? Runbook)
    : IncidentEvent,
        INews,
        IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before with { Path = Path, PathRunbook = Runbook };
        if (Path != IncidentPath.Supplier || before.RollbackReviewed)
            return after;
        return after with
        {
            RollbackReviewedAt = recorded.ObservedAt,
            NoRollbackBecause = "it looks like a supplier's fault",
        };
    }

    /// <inheritdoc/>
    public override string Describe() => $"It looks like: {PathWords.Says(Path)}";
}

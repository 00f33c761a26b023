namespace ChatOpsIncidents.Engine.Incidents.Detect.Severities;

/// <summary>At Major: quick or permanent? Asked once the impact is known, the ways back were looked at, and none of
/// them is being taken.</summary>
public sealed class ApproachComesUp : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var isOpen = after is { IsRunning: true, Severity: Severity.Major, Approach: null, MitigatedAt: null };
        var isTime = after is { Impact: not null, RollbackReviewed: true, Running: null, IsDataOpen: false };
        var isOurs = after.WaitingFor is null && !after.RollbackOptions.Any(option => option.Verdict);
        return isOpen && isTime && isOurs ? Decision.Follow(new ApproachAsked()) : Decision.NothingToDo;
    }
}

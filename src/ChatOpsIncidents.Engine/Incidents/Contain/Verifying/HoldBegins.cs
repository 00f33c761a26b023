namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>The hold time begins once the bleeding has stopped and every check is in baseline or accepted, one at least
/// in baseline, whichever came last.</summary>
public sealed class HoldBegins : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (IsShown(before) || !IsShown(after) || after.HoldUntil is not null)
            return Decision.NothingToDo;
        var (since, until) = Recovery.HoldOf(after, context.Now, context);
        return Decision.Follow(new HoldStarted(since, until));
    }

    private static bool IsShown(Incident incident) =>
        incident.IsRunning
        && incident.MitigatedAt is not null
        && incident.Checks.Values.Any(check => check.Signal == CheckSignal.InBaseline)
        && incident.Checks.Values.All(check => check.Signal is CheckSignal.InBaseline or CheckSignal.Accepted);
}

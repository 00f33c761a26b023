namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>The hold time begins once the bleeding has stopped, or a resolve waits for it, and every check is in
/// baseline or accepted, one at least in baseline, whichever came last.</summary>
public sealed class HoldBegins : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (IsShown(before, context) || !IsShown(after, context) || after.HoldUntil is not null)
            return Decision.NothingToDo;
        var (since, until) = Recovery.HoldOf(after, context.Now, context);
        DateTimeOffset? lookBy = after.IsDrill ? null : until + context.Policy.CheckPatience;
        return Decision.Follow(new HoldStarted(since, until, lookBy));
    }

    private static bool IsShown(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning || (incident.MitigatedAt is null && incident.Armed is null))
            return false;
        var wanted = Wanted(incident, context.Catalog);
        return wanted.Any(check => check?.Signal == CheckSignal.InBaseline)
            && wanted.All(check => check is { Passes: true });
    }

    // Null: the catalogue wants it, and nobody has read it. What no service wants any more has no say.
    private static List<RecoveryCheck?> Wanted(Incident incident, Catalog catalog)
    {
        var named = incident.IsDrill ? [] : catalog.ChecksOf(incident.Services);
        return named.Count == 0
            ? [.. incident.Checks.Values.Where(check => !check.Informs)]
            : [.. named.Where(check => !check.Informs).Select(check => incident.Checks.GetValueOrDefault(check.Name))];
    }
}

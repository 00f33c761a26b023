namespace ChatOpsIncidents.Engine.Incidents.Contain.Freezing;

/// <summary>With the bleeding ends the freeze that was announced before.</summary>
public sealed class FreezeEnds : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var stopped = before.MitigatedAt is null && after.MitigatedAt is not null;
        return stopped && after.IsRunning && before.Freeze is not null && after.Freeze is not null
            ? Decision.Follow(new ChangesThawed("the bleeding stopped"))
            : Decision.NothingToDo;
    }
}

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>With the end of the bleeding goes the reason for the changes that waited to stop it: none of them runs by
/// itself any more; each is offered back.</summary>
public sealed class HeldLapse : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (before.MitigatedAt is not null || after.MitigatedAt is null)
            return Decision.NothingToDo;
        Decision[] lapses = [.. after.Held.Select(held => HeldCommands.Lapse(after, held, "the bleeding has stopped"))];
        return new Decision
        {
            Facts = [.. lapses.SelectMany(lapse => lapse.Facts)],
            Effects = [.. lapses.SelectMany(lapse => lapse.Effects)],
        };
    }
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>A held command that no gate stops any more runs in the name of the one who gave it, the oldest
/// first.</summary>
public sealed class HeldRelease : IReaction
{
    /// <inheritdoc/>
    public int Most => 8;

    /// <inheritdoc/>
    public bool NeedsFacts => false;

    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (context.IsOutsider || after.Held.FirstOrDefault(held => IsFree(held, after, context)) is not { } held)
            return Decision.NothingToDo;
        var asGiver = context with { By = held.By };
        var released = new NewFact(new CommandReleased(held.Number, held.Words), By: held.By);
        if (asGiver.Read(held.Words).Command is not { } command || command is ShowForm)
            return Decision.Accept(released);
        var decision = command.Decide(after.NotHeld(held.Number), asGiver);
        return decision with
        {
            Facts = [released, .. decision.Facts.Select(fact => fact with { By = fact.By ?? held.By })],
            Effects = decision.Refusal is { } no ? [.. decision.Effects, Tell(held, no)] : decision.Effects,
        };
    }

    private static bool IsFree(HeldCommand held, Incident incident, DecisionContext context)
    {
        var asGiver = context with { By = held.By };
        return asGiver.Read(held.Words).Command is not { } command
            || GateTable.Before(command, incident, asGiver) is null;
    }

    // What waited is refused now for another reason: the one who gave it hears why.
    private static Effect.Tell Tell(HeldCommand held, Refusal no) =>
        new(held.By.Id, no.ToMessage(), $"released-{held.Number}");
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>A held command that no gate stops any more. What its own author has just answered sets it free: it runs.
/// What somebody else did, or the end of another change, sets it free: it is offered back, for a change that nobody is
/// making must not stand in the record.</summary>
public sealed class HeldRelease : IReaction
{
    /// <inheritdoc/>
    public int Most => 8;

    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        foreach (var held in after.Held)
        {
            if (GateTable.Stops(held, after, context).Count > 0)
                continue;
            var wasStopped = GateTable.Stops(held, before, context).Count > 0;
            if (wasStopped && IsItsAuthors(held, before, after, context))
                return Run(held, after, context);
            if (held.OfferedBy is null || (wasStopped && held.OfferedBy <= before.Seq))
                return Offer(held, facts, context);
        }

        return Decision.NothingToDo;
    }

    private static bool IsItsAuthors(HeldCommand held, Incident before, Incident after, DecisionContext context)
    {
        if (context.IsOutsider || !context.By.IsHuman || context.By.Id != held.By.Id)
            return false;
        var running = after.RunningChanges.Select(change => change.Number).ToHashSet();
        return before.RunningChanges.All(change => running.Contains(change.Number));
    }

    private static Decision Run(HeldCommand held, Incident after, DecisionContext context)
    {
        var asGiver = context with { By = held.By };
        if (asGiver.Read(held.Words).Command is not { } command || command is ShowForm)
            return HeldCommands.Lapse(after, held, "it cannot be read any more");
        var decision = command.Decide(after.NotHeld(held.Number), asGiver);
        if (decision.Refusal is { } no)
        {
            return Decision.Accept(new CommandLapsed(held.Number, held.Words)) with
            {
                Effects = [new Effect.Tell(held.By.Id, no.ToMessage(), $"released-{held.Number}")],
            };
        }

        return decision with
        {
            Facts = [new CommandReleased(held.Number, held.Words), .. decision.Facts],
        };
    }

    private static Decision Offer(HeldCommand held, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var until = context.Now + context.Policy.HeldFor;
        var offered = new NewFact(new CommandOffered(held.Number, held.Words, until), By: Person.System);
        // Whoever has just acted reads it in the answer.
        return context.By.Id == held.By.Id
            ? Decision.Accept(offered)
            : Decision.Accept(offered) with
            {
                Effects = [Tell(held, facts)],
            };
    }

    private static Effect.Direct Tell(HeldCommand held, IReadOnlyList<Recorded> facts)
    {
        var cause = facts.FirstOrDefault(fact => fact.Fact is not IBookkeeping);
        var why = cause is null ? "" : $" ({Markup.Clean(ShortText.Cut(cause.Fact.Describe(), 120))})";
        return new(
            held.By.Id,
            ChatMessage.Text(
                $"{Markup.Code(held.Words)} is free to start{why}. Nothing was started. Do you still want it?",
                HeldCard.Free(held, isMain: true)
            ),
            $"offered-{held.Number}-{(facts is [.., var last] ? last.Seq : 0)}"
        );
    }
}

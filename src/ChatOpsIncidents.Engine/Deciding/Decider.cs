using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>
/// Runs one command against one incident: who may, the gates, the decision, then what follows by itself, and last what
/// all of that is to look like outside. Pure.
/// </summary>
public static class Decider
{
    /// <summary>Decides.</summary>
    public static Verdict Run(Incident before, IncidentCommand command, DecisionContext context)
    {
        var step = Take(Step.From(before), command, context);
        foreach (var reaction in Reactions.All)
            step = Follow(step, reaction, before, context);
        return Presentation.Of(before, step, context);
    }

    /// <summary>Why the asker may not; null: may.</summary>
    public static Refusal? MayNot(Incident incident, IncidentCommand command, DecisionContext context)
    {
        if (command.Access == Access.System && context.By.IsHuman)
            return Refusals.Outsider();
        if (command.Access != Access.System && context.IsOutsider)
            return Refusals.Outsider();
        if (!command.NeedsIncident)
            return null;
        if (incident.Seq == 0)
            return Refusals.NoSuchIncident(incident.Id);
        if (command.Access == Access.System)
            return null;
        if (incident.IsReadOnly && !command.IsQuestion)
            return Refusals.ReadOnly(incident.Id);
        return command.Access == Access.Command && !incident.MayCommand(context.By.Id)
            ? Refusals.LeadOnly(incident, command.Words)
            : null;
    }

    private static Step Take(Step step, IncidentCommand command, DecisionContext context)
    {
        if (MayNot(step.After, command, context) is { } no)
            return step with { Refusal = no };
        Stop[] stops = [.. GateTable.Stops(command, step.After, context)];
        if (stops.Length > 0 && command.DoneAt is null)
            return Halt(step, command, stops, context);
        var decision = Released(step.After, command, command.Decide(step.After, context), context);
        var taken = step.Add(decision, context, beforeGate: stops.Length > 0);
        return taken with
        {
            Effects = [.. command.Shown(taken.Effects, context)],
            Reply = decision.Reply,
            Refusal = decision.Refusal,
            Remark = decision.Remark,
            TakesOut = decision.TakesOut,
        };
    }

    // What waited in the same words, or for the same change, runs now by hand: it waits no more.
    private static Decision Released(
        Incident incident,
        IncidentCommand command,
        Decision decision,
        DecisionContext context
    )
    {
        var waiting = incident.Held.FirstOrDefault(held =>
            held.By.Id == context.By.Id && held.Words == command.Words && command.Words.Length > 0
        );
        return waiting is null || decision.Refusal is not null
            ? decision
            : decision with
            {
                Facts = [new CommandReleased(waiting.Number, waiting.Words), .. decision.Facts],
            };
    }

    private static Step Halt(Step step, IncidentCommand command, Stop[] stops, DecisionContext context)
    {
        var first = stops[0].Missing;
        var decision = (command as ILandsOtherwise)?.WhenStopped(step.After, first, context);
        var waits = stops.All(stop => stop.Hardness == Hardness.Held || stop.Gate.Waits);
        if (decision is null && waits && command.Words.Length > 0)
            decision = HeldCommands.Hold(step.After, command, stops, context);
        return decision is null
            ? step with
            {
                Refusal = first,
            }
            : step.Add(decision, context, beforeGate: false) with
            {
                Refusal = decision.Refusal ?? first,
            };
    }

    private static Step Follow(Step step, IReaction reaction, Incident before, DecisionContext context)
    {
        for (var times = 0; times < reaction.Most; times++)
        {
            if (reaction.NeedsFacts && step.Facts.Count == 0)
                break;
            var decision = reaction.React(before, step.After, step.Facts, context);
            if (decision.IsNothing)
                break;
            step = step.Add(decision, context, beforeGate: false) with { Reply = step.Reply ?? decision.Reply };
        }

        return step;
    }
}

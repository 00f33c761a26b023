using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>Holding, releasing and lapsing.</summary>
public static class HeldCommands
{
    /// <summary>Holds a command; the same words of the same person are held once.</summary>
    public static Decision Hold(Incident incident, IncidentCommand command, Refusal missing, DecisionContext context)
    {
        var refusal = missing with { Because = missing.Because + " Your command waits and runs by itself then." };
        if (incident.Held.Any(h => h.Words == command.Words && h.By.Id == context.By.Id))
            return Decision.Refuse(refusal);
        var until = context.Now + context.Policy.HeldFor;
        return Decision.Accept(
            new CommandHeld(incident.HeldCount + 1, missing.Code, command.Words, missing.Because, until)
        ) with
        {
            Refusal = refusal,
        };
    }

    /// <summary>A held command's time is over.</summary>
    public static Decision Lapse(Incident incident, string number, DecisionContext context) =>
        incident.Held.FirstOrDefault(held => held.Number.ToString() == number) is { } late
            ? Lapse(incident, late, $"it waited too long for {GateNow(incident, late, context) ?? late.Gate}")
            : Decision.NothingToDo;

    /// <summary>A held command is not run any more; the one who gave it is asked.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="late">The command.</param>
    /// <param name="why">Why, as the end of a sentence.</param>
    public static Decision Lapse(Incident incident, HeldCommand late, string why) =>
        Decision.Accept(new CommandLapsed(late.Number, late.Words)) with
        {
            Effects =
            [
                new Effect.Tell(
                    late.By.Id,
                    ChatMessage.Text(
                        $"{Ink.Code(late.Words)} was not run: {why}. Is it still what you want?",
                        new ChatAction("Run it now", late.Words, ActionStyle.Primary)
                    ),
                    $"held-{late.Number}"
                ),
            ],
        };

    // What was missing first may have come since; another gate may stand before it now.
    private static string? GateNow(Incident incident, HeldCommand held, DecisionContext context) =>
        (context with { By = held.By }).Read(held.Words).Command is { } command
            ? GateTable.Before(command, incident, context with { By = held.By })?.Gate.Code
            : null;
}

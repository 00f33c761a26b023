using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>Holding and lapsing.</summary>
public static class HeldCommands
{
    /// <summary>Holds a command; the same wish of the same person is held once, in its newest words.</summary>
    public static Decision Hold(
        Incident incident,
        IncidentCommand command,
        IReadOnlyList<Stop> stops,
        DecisionContext context
    )
    {
        var earlier = incident.Held.FirstOrDefault(held =>
            held.By.Id == context.By.Id && context.Read(held.Words).Command?.IsSameWish(command) == true
        );
        if (earlier?.Words == command.Words)
            return Decision.Refuse(HeldCard.Of(earlier, stops));
        var lacks = earlier?.Lacked ?? [.. stops.Select(stop => stop.Gate.Lacks)];
        var first = stops[0].Missing;
        var held = new CommandHeld(
            incident.HeldCount + 1,
            first.Code,
            command.Words,
            first.Because,
            context.Now + context.Policy.HeldFor,
            lacks,
            earlier?.Number
        );
        var shown = new HeldCommand(held.Number, held.Words, held.Gate, context.By, held.Until) { Lacked = lacks };
        return Decision.Accept(held) with { Refusal = HeldCard.Of(shown, stops) };
    }

    /// <summary>A held command's time is over.</summary>
    public static Decision Lapse(Incident incident, string number, DecisionContext context)
    {
        if (incident.Held.FirstOrDefault(held => held.Number.ToString() == number) is not { } late)
            return Decision.NothingToDo;
        var stops = GateTable.Stops(late, incident, context);
        var why = stops.Count == 0 ? "nobody started it" : $"it waited too long for {HeldCard.Lacks(stops)}";
        return Lapse(incident, late, why);
    }

    /// <summary>A held command is not run any more; the one who gave it is asked.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="late">The command.</param>
    /// <param name="why">Why, as the end of a sentence.</param>
    public static Decision Lapse(Incident incident, HeldCommand late, string why) =>
        Decision.Accept(new CommandLapsed(late.Number, late.Words)) with
        {
            Effects =
            [
                new Effect.Direct(
                    late.By.Id,
                    ChatMessage.Text(
                        $"{Markup.Code(late.Words)} was not run: {why}. Is it still what you want?",
                        new ChatAction("Start it now", late.Words, ActionStyle.Primary)
                    ),
                    $"held-{late.Number}"
                ),
            ],
        };
}

using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>What would be destroyed is saved first, and the target is named twice.</summary>
internal static class EvidenceFirstGate
{
    private const string Code = "evidence-first";

    /// <summary>Evidence is captured, or cannot be, because; and the target's name was typed.</summary>
    public static Gate Row { get; } = new(Code, new Firmness(Hardness.Hard, Severity.Minor), Missing);

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Change { Kind.DestroysState: true } change)
            return null;
        if (!incident.EvidenceSecured)
            return NoEvidence(change);
        return change.IsConfirmed(context.Catalog) ? null : NotConfirmed(change, context.Catalog);
    }

    private static Refusal NoEvidence(Intention.Change change) =>
        new(
            Code,
            $"“{change.Kind.Name} {change.What}” destroys state. First save what shows the cause:\n"
                + string.Join('\n', change.Kind.Evidence.Select(item => $"• {item}")),
            new NextStep("Capture evidence", "evidence"),
            new NextStep("Not preservable", "evidence none"),
            new NextStep("Then", $"{change.Line} confirm: <the target's name>")
        );

    private static Refusal NotConfirmed(Intention.Change change, Catalog catalog)
    {
        var target = change.Target(catalog);
        var faults = new Dictionary<string, string>();
        if (change.Confirmed is not null)
            faults["confirm"] = $"That is not {target}.";
        return new Refusal(
            Code,
            (change.Confirmed is { } typed ? $"“{Ink.Clean(typed)}” is not the target. " : "")
                + $"“{change.Kind.Name} {change.What}” destroys state. "
                + $"Type the target's name, {Ink.Code(target)}, to go on.",
            new NextStep("Type", $"{change.Line} confirm: <the target's name>")
        )
        {
            Form = change.AskTarget(target),
            Fields = faults,
        };
    }
}

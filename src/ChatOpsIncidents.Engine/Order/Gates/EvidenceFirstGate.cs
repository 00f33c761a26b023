using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>What would be destroyed is saved first, and the target is named twice.</summary>
internal static class EvidenceFirstGate
{
    private const string Code = "evidence-first";

    /// <summary>Evidence is captured, or cannot be, because.</summary>
    public static Gate Row { get; } =
        new(Code, new Firmness(Hardness.Hard, Severity.Minor), NoEvidence) { Lacks = "evidence", Waits = true };

    /// <summary>The target's name is typed.</summary>
    public static Gate Target { get; } =
        new(Code, new Firmness(Hardness.Hard, Severity.Minor), NoTarget) { Lacks = "the target's name", Waits = true };

    private static Refusal? NoEvidence(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Change { DestroysState: true } change || incident.EvidenceSecured)
            return null;
        return new(
            Code,
            $"“{change.Kind.Name} {change.What}” destroys state. First save what shows the cause:\n"
                + string.Join('\n', change.Evidence.Select(item => $"• {item}")),
            new NextStep("Capture evidence", "evidence"),
            new NextStep("Not preservable", "evidence none")
        );
    }

    private static Refusal? NoTarget(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Change { DestroysState: true } change)
            return null;
        if (change.IsConfirmed(incident, context.Catalog))
            return null;
        var names = change.Targets(incident, context.Catalog);
        if (change.Confirmed is not { } typed)
            return Ask(change, names);
        if (change.Target is null && names.Count == 0)
            return Repeat(change, typed);
        return Wrong(change, typed, names);
    }

    private static Refusal Ask(Intention.Change change, IReadOnlyList<string> names) =>
        new(
            Code,
            $"“{change.Kind.Name} {change.What}” destroys state. "
                + (
                    names.Count == 0
                        ? "What will be changed: which service, table or host? Type its name to go on."
                        : $"Type the name of what will be changed, {Listed(names)}, to go on."
                ),
            new NextStep("Name the target", $"{change.Line} confirm:")
        )
        {
            Form = change.AskTarget(names),
        };

    // Its words hold no name, so the one that was typed is said once more before anything is lost.
    private static Refusal Repeat(Intention.Change change, string typed) =>
        new(
            Code,
            $"You will change {Markup.Bold(typed)}, and what is lost there does not come back. Is that the one?",
            new NextStep($"Yes, change {typed}", change.LineOn(typed)),
            new NextStep("Another one", $"{change.Line} confirm:")
        );

    private static Refusal Wrong(Intention.Change change, string typed, IReadOnlyList<string> names)
    {
        var right = change.Target is { } picked ? Markup.Code(picked) : Listed(names);
        return new(
            Code,
            $"“{Markup.Clean(typed)}” is not the target; “{change.Kind.Name} {change.What}” is about {right}. "
                + "Nothing was started.",
            new NextStep("Type the name", $"{change.LineOn("")} confirm:"),
            new NextStep("It is another", $"{change.LineOn("")} target: <its name> confirm: <its name>")
        )
        {
            Form = change.AskTarget(names),
            Fields = new Dictionary<string, string> { ["confirm"] = $"That is not {Markup.Plain(right)}." },
        };
    }

    private static string Listed(IReadOnlyList<string> names) => string.Join(" or ", names.Select(Markup.Code));
}

using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Gates;

/// <summary>What would be destroyed is saved first, and the target is named twice.</summary>
public static class EvidenceFirstGate
{
    /// <summary>Its name.</summary>
    public const string Code = "evidence-first";

    /// <summary>Evidence is captured, or cannot be, because; and the target's name was typed.</summary>
    public static Gate For(StartMitigation change) =>
        new(
            Code,
            (incident, context) =>
                !incident.EvidenceSecured ? NoEvidence(change)
                : change.IsConfirmed(context.Catalog) ? null
                : NotConfirmed(change, context.Catalog)
        );

    private static Refusal NoEvidence(StartMitigation change) =>
        new(
            Code,
            $"“{change.Kind} {change.What}” destroys state. First save what shows the cause:\n"
                + string.Join('\n', MitigationKinds.Find(change.Kind)!.Evidence.Select(item => $"• {item}")),
            new NextStep("Capture evidence", "evidence"),
            new NextStep("Not preservable", "evidence none"),
            new NextStep("Then", $"{change.Words} confirm: <the target's name>")
        );

    private static Refusal NotConfirmed(StartMitigation change, Catalog catalog)
    {
        var target = change.Target(catalog);
        return new Refusal(
            Code,
            (change.Confirm is { } typed ? $"“{Ink.Clean(typed)}” is not the target. " : "")
                + $"“{change.Kind} {change.What}” destroys state. "
                + $"Type the target's name, {Ink.Code(target)}, to go on.",
            new NextStep("Type", $"{change.Words} confirm: <the target's name>")
        )
        {
            Form = MitigationForms.Confirm(change, target),
            Fields = change.Confirm is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["confirm"] = $"That is not {target}." },
        };
    }
}

namespace ChatOpsIncidents.Engine.Gates;

/// <summary>A rule that stands before a command.</summary>
/// <param name="Code">Its stable name: what people type in <c>override &lt;gate&gt; &lt;why&gt;</c>.</param>
/// <param name="Missing">What is missing, with next steps; null: pass.</param>
public sealed record Gate(string Code, Func<Incident, DecisionContext, Refusal?> Missing);

/// <summary>The gates and how firm each stands, in one table.</summary>
public static class GateTable
{
    private static readonly Hardness[] HeldFromMedium = [Hardness.Held, Hardness.Held, Hardness.Held, Hardness.Off];
    private static readonly Hardness[] HeldFromMajor = [Hardness.Held, Hardness.Held, Hardness.Off, Hardness.Off];
    private static readonly Hardness[] HardFromMedium = [Hardness.Hard, Hardness.Hard, Hardness.Hard, Hardness.Off];
    private static readonly Hardness[] HardFromMajor = [Hardness.Hard, Hardness.Hard, Hardness.Off, Hardness.Off];
    private static readonly Hardness[] HardAlways = [Hardness.Hard, Hardness.Hard, Hardness.Hard, Hardness.Hard];

    /// <summary>Every gate by code; the columns are Critical, Major, Medium, Minor.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Hardness>> Rows { get; } =
        new Dictionary<string, IReadOnlyList<Hardness>>(StringComparer.Ordinal)
        {
            ["impact-first"] = HeldFromMedium,
            ["rollback-first"] = HeldFromMajor,
            ["containment-first"] = HeldFromMajor,
            ["one-hypothesis"] = HardFromMedium,
            ["one-change"] = HeldFromMajor,
            ["cause-for-fix"] = HeldFromMajor,
            ["evidence-first"] = HardAlways,
            ["verified-recovery"] = HardFromMedium,
            ["review-complete"] = HardFromMajor,
            ["review-not-rushed"] = HardFromMajor,
        };

    /// <summary>The table's entry; a code that is not in it is a fault of ours.</summary>
    public static Hardness Default(string code, Severity severity) => Rows[code][(int)severity - 1];
}

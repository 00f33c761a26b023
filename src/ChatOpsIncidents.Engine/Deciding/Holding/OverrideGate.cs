using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Gates;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding.Holding;

/// <summary><c>/incident override containment-first the site is down for everyone</c></summary>
/// <param name="Gate">The gate's code.</param>
/// <param name="Why">The reason; it returns as a finding.</param>
public sealed record OverrideGate(string Gate, string Why) : IncidentCommand
{
    /// <summary>Its words.</summary>
    public static CommandWord Word { get; } =
        new("override", "<gate> <why>", "Pass a gate, with a reason that the review will see", Read)
        {
            FrontRow = true,
            Keys = ["gate"],
            Example = "override containment-first we know it is the certificate",
        };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.IsOver ? Refusals.Over(incident)
        : incident.IsOpen(Gate, context.Now) ? Decision.NothingToDo
        : Decision.Accept(new GateOverridden(Gate, Why, context.Now + context.Policy.OverrideFor));

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["gate"] ?? line.RestWords.FirstOrDefault();
        var why = line["gate"] is null ? string.Join(' ', line.RestWords.Skip(1)) : line.Rest;
        if (typed is null)
            return Parsed.Ask((incident, _) => Ask(incident, null, why));
        var gate = typed.ToLowerInvariant();
        if (!GateTable.Rows.ContainsKey(gate))
        {
            return new Refusal(
                "unknown-gate",
                $"There is no gate “{typed}”. The gates are {string.Join(", ", GateTable.Rows.Keys)}.",
                new NextStep("Type", "override <gate> <why>")
            );
        }

        return why.Length == 0 ? Parsed.Ask((incident, _) => Ask(incident, gate, null)) : new OverrideGate(gate, why);
    }

    private static Form Ask(Incident incident, string? gate, string? why) =>
        new()
        {
            Verb = "override",
            Title = "Override a gate",
            Submit = "Override",
            Intro = "The reason is announced now and returns as a finding in the review.",
            Fields =
            [
                new FormField
                {
                    Key = "gate",
                    Label = "Gate",
                    Kind = FieldKind.Select,
                    Value = gate ?? incident.Held.LastOrDefault()?.Gate,
                    Options = [.. GateTable.Rows.Keys.Select(code => new FieldOption(code, code))],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why",
                    Kind = FieldKind.Paragraph,
                    Value = why,
                },
            ],
        };
}

/// <summary>The lead or backup passed a gate.</summary>
public sealed record GateOverridden([property: Code] string Gate, string Why, DateTimeOffset Until) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Overrides = before.Overrides.SetItem(Gate, Until),
            OverrideCount = before.OverrideCount + 1,
        };

    /// <inheritdoc/>
    public override string Describe() => $"Override of {Gate}: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

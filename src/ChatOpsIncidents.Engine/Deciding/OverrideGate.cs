using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary><c>/incident override containment-first the site is down for everyone</c></summary>
/// <param name="Gate">The gate's code.</param>
/// <param name="Why">The reason; it returns as a finding.</param>
public sealed record OverrideGate(string Gate, string Why) : IncidentCommand
{
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
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.IsOpen(Gate, context.Now)
            ? Decision.NothingToDo
            : Decision.Accept(new GateOverridden(Gate, Why, context.Now + context.Policy.OverrideFor));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["gate"] ?? line.RestWords.FirstOrDefault();
        var why = line["gate"] is null ? string.Join(' ', line.RestWords.Skip(1)) : line.Rest;
        if (typed is null)
            return Parsed.Ask((incident, asked) => Ask(incident, asked, null, why));
        var gate = typed.ToLowerInvariant();
        if (!GateTable.Codes.Contains(gate))
        {
            return new Refusal(
                "unknown-gate",
                $"There is no gate “{typed}”. The gates are {string.Join(", ", GateTable.Codes)}.",
                new NextStep("Type", "override <gate> <why>")
            );
        }

        return why.Length == 0
            ? Parsed.Ask((incident, asked) => Ask(incident, asked, gate, null))
            : new OverrideGate(gate, why);
    }

    // The gate before which a command waits now.
    private static string? StandsNow(Incident incident, DecisionContext context) =>
        incident.Held.LastOrDefault() is { } held
            ? GateTable.Stops(held, incident, context).Select(stop => stop.Gate.Code).FirstOrDefault()
            : null;

    private static Form Ask(Incident incident, DecisionContext context, string? gate, string? why) =>
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
                    Value = gate ?? StandsNow(incident, context),
                    Options = [.. GateTable.Codes.Select(code => new FieldOption(code, code))],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why is it passed?",
                    Kind = FieldKind.Paragraph,
                    Value = why,
                },
            ],
        };
}

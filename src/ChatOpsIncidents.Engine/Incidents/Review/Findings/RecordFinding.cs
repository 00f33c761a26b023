using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Findings;

/// <summary><c>/incident gap no alert on the payment queue</c></summary>
/// <param name="Kind">The finding's kind.</param>
/// <param name="Text">What was missing.</param>
public sealed record RecordFinding(string Kind, string Text) : IncidentCommand
{
    /// <summary>The words of a gap.</summary>
    public static CommandWord Gap { get; } =
        new("gap", "<text>", "Record a gap: in monitoring, alerts, runbooks, access", ReadGap)
        {
            Topic = "Diagnose",
            Example = "gap no alert on the payment queue",
        };

    /// <summary>The kinds of findings that the form offers; any other word is a kind too.</summary>
    public static IReadOnlyList<FieldOption> Kinds { get; } =
    [
        new("gap", "Gap: something was missing"),
        new("alert-gap", "Alert gap: no alert, or a late one"),
        new("ownership-gap", "Ownership gap: nobody knew whose it is"),
        new("runbook-gap", "Runbook gap: none, or a wrong one"),
        new("confusion", "Confusion: people were misled"),
    ];

    /// <summary>The words of any finding.</summary>
    public static CommandWord Word { get; } =
        new("finding", "<kind> <text…>", "Record something that the review must come back to", ReadAny)
        {
            Topic = "Review",
            Keys = ["kind"],
            Example = "finding ownership-gap nobody owns the payment queue",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.Findings.Any(finding => finding.Kind == Kind && finding.Text == Text)
            ? Decision.NothingToDo
            : Decision.Accept(new FindingRecorded(Kind, Text));
    }

    private static Parsed ReadAny(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        var kind = line["kind"] ?? words.FirstOrDefault();
        var text = string.Join(' ', line["kind"] is null ? words.Skip(1) : words);
        if (kind is not null && text.Length > 0)
            return new RecordFinding(kind.ToLowerInvariant().TrimEnd(':', ','), text);
        return Parsed.Ask(
            (_, _) =>
                new Form
                {
                    Verb = "finding",
                    Title = "A finding",
                    Fields =
                    [
                        new FormField
                        {
                            Key = "kind",
                            Label = "Kind",
                            Kind = FieldKind.Choice,
                            Value = kind,
                            Options = Kinds,
                        },
                        new FormField
                        {
                            Key = "rest",
                            Label = "What?",
                            Value = text,
                            Kind = FieldKind.Paragraph,
                            LengthMax = 3_000,
                        },
                    ],
                }
        );
    }

    private static Parsed ReadGap(CommandLine line, DecisionContext context) =>
        line.Rest.Length > 0
            ? new RecordFinding("gap", line.Rest)
            : Parsed.Ask(
                (_, _) =>
                    new Form
                    {
                        Verb = "gap",
                        Title = "A gap",
                        Fields =
                        [
                            new FormField
                            {
                                Key = "rest",
                                Label = "What was missing?",
                                Kind = FieldKind.Paragraph,
                                LengthMax = 3_000,
                            },
                        ],
                    }
            );
}

/// <summary>Something was found that the review must come back to.</summary>
public sealed record FindingRecorded(string Kind, string Text) : IncidentEvent, IChangesReport, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Findings = before.Findings.Add(new Finding(Kind, Text, recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Finding ({Kind}): {Text}";
}

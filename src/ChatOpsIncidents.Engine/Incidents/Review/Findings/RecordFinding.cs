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

    /// <summary>The kinds of findings.</summary>
    public static IReadOnlyList<FieldOption> Kinds { get; } =
    [
        new("gap", "Gap: something was missing"),
        new("alert-gap", "Alert gap: no alert, or a late one"),
        new("ownership-gap", "Ownership gap: nobody knew whose it is"),
        new("runbook-gap", "Runbook gap: none, or a wrong one"),
        new("confusion", "Confusion: people were misled"),
        new("near-miss", "Near miss: it almost went worse"),
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
            : BlameAnswer.With(Recorded(incident), Text, incident, Again);
    }

    private Decision Recorded(Incident incident) =>
        Decision.Accept(new FindingRecorded(Kind, Text)) with
        {
            Remark = ChatMessage.Text(
                "Whoever takes it up makes it an action, due in two weeks.",
                new ChatAction("I take it", $"action finding {incident.Findings.Count + 1}")
            ),
        };

    private static readonly ChatAction Again = new("Take it back and say it anew", "undo");

    private static Parsed ReadAny(CommandLine line, DecisionContext context)
    {
        var typed = line["kind"] ?? line.RestWords.FirstOrDefault();
        var kind = typed is null ? null : FindingKinds.Find(typed);
        var text = line.RestAfter(kind is not null && line["kind"] is null ? 1 : 0);
        if (kind is not null && text.Length > 0)
            return new RecordFinding(kind, text);
        return typed is null || kind is not null ? Parsed.Ask((_, _) => Ask(kind, text)) : NoKind(line, typed);
    }

    private static Form Ask(string? kind, string text) => KindForm.Of("finding", "A finding", Kinds, kind, text);

    // The form opens with the words in it, so that nothing is typed twice.
    private static Refusal NoKind(CommandLine line, string typed)
    {
        var word = ShortText.Cut(typed.Trim(':', ','), 40);
        var near = Nearest.To(word.ToLowerInvariant(), [.. Kinds.Select(kind => kind.Value)]);
        var rest = line["kind"] is null ? line.RestAfter(1) : line.Rest;
        return new Refusal(
            "unknown-kind",
            $"“{Markup.Clean(word)}” is no kind of finding. Kinds: "
                + string.Join(", ", Kinds.Select(kind => Markup.Code(kind.Value)))
                + ".",
            [
                .. near is null || rest.Length is 0 or > 1_000
                    ? Array.Empty<NextStep>()
                    : [new NextStep($"{near}", Word.Line($"{near} {rest}").ToWords())],
                new NextStep("Fill it in", "finding"),
            ]
        )
        {
            Fields = new Dictionary<string, string> { ["kind"] = "Choose one of the kinds." },
            Form = Ask(near, rest),
        };
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

/// <summary>The words for kinds of findings.</summary>
internal static class FindingKinds
{
    /// <summary>The kind of a word; null: none.</summary>
    public static string? Find(string word)
    {
        var typed = word.ToLowerInvariant().TrimEnd(':', ',');
        return RecordFinding.Kinds.FirstOrDefault(kind => kind.Value == typed)?.Value;
    }
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

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Findings;

/// <summary><c>/incident factor process the release gate has no load test</c></summary>
/// <param name="Kind">A word of <see cref="Kinds"/>.</param>
/// <param name="Text">What contributed.</param>
public sealed record RecordFactor(string Kind, string Text) : IncidentCommand
{
    /// <summary>The kinds of contributing factors: systems, not people.</summary>
    public static IReadOnlyList<FieldOption> Kinds { get; } =
    [
        new("process", "Process: how we work"),
        new("tool", "Tool: what we work with"),
        new("design", "Design: how it is built"),
        new("knowledge", "Knowledge: what nobody knew"),
        new("supplier", "Supplier: somebody outside"),
    ];

    public static CommandWord Word { get; } =
        new("factor", "<process|tool|design|knowledge|supplier> <text…>", "Record what contributed", Read)
        {
            Topic = "Review",
            Keys = ["kind"],
            Example = "factor process the release gate has no load test",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.Factors.Any(f => f.Kind == Kind && f.Text == Text)
            ? Decision.NothingToDo
            : BlameAnswer.With(Decision.Accept(new FactorRecorded(Kind, Text)), Text, incident, Again);
    }

    private static readonly ChatAction Again = new("Take it back and say it anew", "undo");

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        var kind = Find(line["kind"] ?? words.FirstOrDefault() ?? "");
        var text = line.RestAfter(kind is not null && line["kind"] is null ? 1 : 0);
        return kind is not null && text.Length > 0
            ? new RecordFactor(kind, text)
            : Parsed.Ask((_, _) => KindForm.Of("factor", "What contributed?", Kinds, kind, text));
    }

    private static string? Find(string word) =>
        Kinds.FirstOrDefault(k => k.Value.Equals(word.TrimEnd(':', ','), StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>Something contributed to it.</summary>
public sealed record FactorRecorded([property: Code] string Kind, string Text)
    : IncidentEvent,
        IChangesReport,
        IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Factors = before.Factors.Add(new Finding(Kind, Text, recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Contributing factor ({Kind}): {Text}";
}

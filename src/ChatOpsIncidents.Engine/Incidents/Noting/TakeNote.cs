using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents;

/// <summary><c>/incident note the load balancer shows 502s from 14:02</c></summary>
/// <param name="Text">The note.</param>
/// <param name="At">When it was observed; null: now.</param>
public sealed record TakeNote(string Text, DateTimeOffset? At) : IncidentCommand
{
    /// <summary>Its words.</summary>
    public static CommandWord Word { get; } = new("note", "<text>", "Put a line into the timeline", Read)
    {
        FrontRow = true,
        Synonyms = ["log"],
        Example = "note first 502s in the load balancer at 14:02",
    };

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.IsOver ? Refusals.Over(incident) : Decision.Accept(new NewFact(new NoteTaken(Text), At));

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line.Rest.Length == 0) return Parsed.Ask((_, _) => Ask());
        var (text, at) = Times.Trailing(line.Rest, context);
        return new TakeNote(text, at);
    }

    private static Form Ask() => new()
    {
        Verb = "note",
        Title = "Note",
        Fields = [new FormField { Key = "rest", Label = "What happened?", Kind = FieldKind.Paragraph, LengthMax = 3_000 }],
    };
}

/// <summary>A line in the timeline.</summary>
public sealed record NoteTaken(string Text) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"Note: {Text}";
}

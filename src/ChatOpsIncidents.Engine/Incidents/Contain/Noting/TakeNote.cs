using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Noting;

/// <summary><c>/incident note the load balancer shows 502s from 14:02</c></summary>
/// <param name="Text">The note.</param>
/// <param name="At">When it was observed; null: now.</param>
/// <param name="Details">What a review asks for first; null: none.</param>
public sealed record TakeNote(string Text, DateTimeOffset? At, NoteDetails? Details = null) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "note",
            "<text> [server: …] [first-error: 14:02] [build-from: …] [build-to: …]",
            "Put a line into the timeline",
            Read
        )
        {
            FrontRow = true,
            Synonyms = ["log"],
            Keys = ["server", "first-error", "build-from", "build-to", "at"],
            Takes = new Dictionary<string, Func<string, bool>>
            {
                ["server"] = KeyValues.Word,
                ["build-from"] = KeyValues.Word,
                ["build-to"] = KeyValues.Word,
                ["at"] = KeyValues.Time,
            },
            Example = "note first 502s in the load balancer at 14:02",
        };

    /// <summary>What its last words say about when; null: the key says it.</summary>
    public TimeClause? Clause { get; init; }

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return FarTime.Ask(incident, Clause, Words, context)
            ?? Decision.Accept(new NewFact(new NoteTaken(Text, Details), At)) with
            {
                Remark = Clause is { IsUnread: true } ? FarTime.Unread(Clause) : null,
            };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var firstError = line["first-error"] is { } typed ? Times.Past(typed, context) : null;
        if (line["first-error"] is { } bad && firstError is null)
        {
            return new Refusal(
                "not-a-time",
                $"“{bad}” is no time in the past. Say 14:02 or 10m ago.",
                new NextStep("Try again", "note")
            )
            {
                Fields = new Dictionary<string, string> { ["first-error"] = "Say 14:02 or 10m ago." },
            };
        }

        var details = new NoteDetails(line["server"], firstError, line["build-from"], line["build-to"]);
        if (line.Rest.Length == 0 && details.IsEmpty)
            return Parsed.Ask((_, _) => Ask());
        var note = new TakeNote(line.Rest, null, details.IsEmpty ? null : details);
        if (line["at"] is { } said)
        {
            var (past, refusal) = Times.ReadPast(said, context, "note <text> at: <time>", "at");
            return past is { } when ? note with { At = when } : refusal!;
        }

        var clause = TimeClause.In(line.Rest, context);
        return note with { At = clause.At, Clause = clause };
    }

    private static Form Ask() =>
        new()
        {
            Verb = "note",
            Title = "Note",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "What happened?",
                    Kind = FieldKind.Paragraph,
                    LengthMax = 3_000,
                },
                Detail("server", "Which server?"),
                Detail("first-error", "First error in the logs", "14:02, or 10m ago"),
                Detail("build-from", "Build before"),
                Detail("build-to", "Build after"),
            ],
        };

    private static FormField Detail(string key, string label, string? hint = null) =>
        new()
        {
            Key = key,
            Label = label,
            Optional = true,
            Hint = hint,
        };
}

/// <summary>What a review asks for first.</summary>
/// <param name="Server">Which server; null: not said.</param>
/// <param name="FirstErrorAt">When the first error stands in its logs; null: not said.</param>
/// <param name="BuildFrom">The build before a change; null: not said.</param>
/// <param name="BuildTo">The build after it; null: not said.</param>
public sealed record NoteDetails(string? Server, DateTimeOffset? FirstErrorAt, string? BuildFrom, string? BuildTo)
{
    /// <summary>Nothing was said.</summary>
    [JsonIgnore]
    public bool IsEmpty => Server is null && FirstErrorAt is null && BuildFrom is null && BuildTo is null;

    /// <summary>In one line.</summary>
    public string Describe() =>
        string.Join(
            ", ",
            new[]
            {
                Server is { } server ? $"server {server}" : null,
                FirstErrorAt is { } at ? $"first error {Markup.Time(at)}" : null,
                BuildFrom is { } from ? $"build from {from}" : null,
                BuildTo is { } to ? $"build to {to}" : null,
            }.OfType<string>()
        );
}

/// <summary>A line in the timeline.</summary>
/// <param name="Text">The note; may be empty where there are details.</param>
/// <param name="Details">What a review asks for first; null: none.</param>
public sealed record NoteTaken(string Text, NoteDetails? Details = null) : IncidentEvent, IMilestone, INews, IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Noted];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe()
    {
        if (Details is null)
            return $"Note: {Text}";
        return $"Note: {(Text.Length > 0 ? $"{Text} ({Details.Describe()})" : Details.Describe())}";
    }
}

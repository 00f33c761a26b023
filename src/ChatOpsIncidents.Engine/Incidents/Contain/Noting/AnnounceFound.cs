using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Noting;

/// <summary><c>/incident found the config push at 13:58 emptied the pool</c>: who recognises it speaks up.</summary>
/// <param name="Text">What was found.</param>
/// <param name="At">When; null: now.</param>
public sealed record AnnounceFound(string Text, DateTimeOffset? At) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("found", "<text>", "Speak up: you have found something", Read)
        {
            Topic = "Diagnose",
            Keys = ["at"],
            Takes = new Dictionary<string, Func<string, bool>> { ["at"] = KeyValues.Time },
            Example = "found the config push emptied the connection pool",
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
        if (incident.Found.Contains(Text))
            return Decision.NothingToDo;
        return FarTime.Ask(incident, Clause, Words, context)
            ?? Decision.Accept(new NewFact(new FoundSomething(Text), At)) with
            {
                Remark = Clause is { IsUnread: true } ? FarTime.Unread(Clause) : null,
            };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line.Rest.Length == 0)
        {
            return Parsed.Ask(
                (_, _) =>
                    new Form
                    {
                        Verb = "found",
                        Title = "Found something",
                        Submit = "Tell everybody",
                        Fields =
                        [
                            new FormField
                            {
                                Key = "rest",
                                Label = "What have you found?",
                                Kind = FieldKind.Paragraph,
                                LengthMax = 3_000,
                            },
                        ],
                    }
            );
        }

        if (line["at"] is { } said)
        {
            var (past, refusal) = Times.ReadPast(said, context, "found <text> at: <time>", "at");
            return past is { } when ? new AnnounceFound(line.Rest, when) : refusal!;
        }

        var clause = TimeClause.In(line.Rest, context);
        return new AnnounceFound(line.Rest, clause.At) { Clause = clause };
    }
}

/// <summary>Somebody found something, and everybody heard it.</summary>
public sealed record FoundSomething(string Text) : IncidentEvent, INews, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { Found = before.Found.Add(Text) };

    /// <inheritdoc/>
    public override string Describe() => $"Found: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body = $"{Markup.Bold(recorded.By.Name)} found: {Markup.Bold(Text)}",
            Footer = "Thank you for speaking up at once.",
            Tone = Tone.Notice,
        };
}

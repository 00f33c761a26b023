using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Symptoms;

/// <summary><c>/incident started 14:05</c>: when the symptoms began, which is seldom when the incident was
/// declared.</summary>
public sealed record MarkStarted(DateTimeOffset At) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "started",
            "<time>",
            "Say when the symptoms began",
            (line, context) => SymptomTimes.Read(line, context, "When did it begin?", at => new MarkStarted(at))
        )
        {
            Synonyms = ["began"],
            Keys = ["at"],
            Topic = "Facts",
            Example = "started 14:05",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.StartedAt == At)
            return Decision.NothingToDo;
        return incident.EndedAt < At
            ? SymptomTimes.WrongOrder(
                "started",
                $"The symptoms ended at {Times.Say(incident.EndedAt.Value, context)}, before that."
            )
            : Decision.Accept(new NewFact(new SymptomsStarted(At, incident.StartedAt), At));
    }
}

/// <summary><c>/incident ended 15:10</c>: when the symptoms ended.</summary>
public sealed record MarkEnded(DateTimeOffset At) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "ended",
            "<time>",
            "Say when the symptoms ended",
            (line, context) => SymptomTimes.Read(line, context, "When did it end?", at => new MarkEnded(at))
        )
        {
            Keys = ["at"],
            Topic = "Facts",
            Example = "ended 15:10",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.EndedAt == At)
            return Decision.NothingToDo;
        return incident.StartedAt > At
            ? SymptomTimes.WrongOrder(
                "ended",
                $"The symptoms began at {Times.Say(incident.StartedAt.Value, context)}, after that."
            )
            : Decision.Accept(new NewFact(new SymptomsEnded(At, incident.EndedAt), At));
    }
}

/// <summary>What the two have in common.</summary>
internal static class SymptomTimes
{
    public static Parsed Read(
        CommandLine line,
        DecisionContext context,
        string question,
        Func<DateTimeOffset, IncidentCommand> command
    )
    {
        var typed = line["at"] ?? line.Rest;
        if (typed.Length == 0)
            return Parsed.Ask((_, _) => Ask(line.Verb, question));
        var (at, refusal) = Times.ReadPast(typed, context, $"{line.Verb} <time>", "at");
        return at is { } when ? command(when) : refusal!;
    }

    public static Refusal WrongOrder(string verb, string because) =>
        new("wrong-order", because, new NextStep("Type", $"{verb} <time>"));

    private static Form Ask(string verb, string question) =>
        new()
        {
            Verb = verb,
            Title = question,
            Fields =
            [
                new FormField
                {
                    Key = "at",
                    Label = question,
                    Kind = FieldKind.When,
                },
            ],
        };
}

/// <summary>When the symptoms began was said, or corrected.</summary>
/// <param name="At">UTC.</param>
/// <param name="Before">What was said before; null: nothing.</param>
public sealed record SymptomsStarted(DateTimeOffset At, DateTimeOffset? Before)
    : IncidentEvent,
        IMilestone,
        IUndoable,
        ISaysWhen
{
    string ISaysWhen.Subject => "Symptoms began";

    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.SymptomsSeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { StartedAt = At };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Symptoms began at {At.UtcDateTime:HH:mm} UTC"
        + (Before is { } was ? $", not at {was.UtcDateTime:HH:mm}" : "");

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        after.ResolvedAt is null
            ? []
            :
            [
                new Effect.Post(
                    Destination.Room,
                    ChatMessage.Text($"{ReportOpening.HowLong(after)} The report says so now."),
                    $"began-{recorded.Seq}"
                ),
                new Effect.Upload(Destination.Room, "html", $"export-html-{recorded.Seq}"),
            ];
}

/// <summary>When the symptoms ended was said, or corrected.</summary>
/// <param name="At">UTC.</param>
/// <param name="Before">What was said before; null: nothing.</param>
public sealed record SymptomsEnded(DateTimeOffset At, DateTimeOffset? Before)
    : IncidentEvent,
        INews,
        IUndoable,
        ISaysWhen
{
    string ISaysWhen.Subject => "Symptoms ended";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { EndedAt = At };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Symptoms ended at {At.UtcDateTime:HH:mm} UTC"
        + (Before is { } was ? $", not at {was.UtcDateTime:HH:mm}" : "");
}

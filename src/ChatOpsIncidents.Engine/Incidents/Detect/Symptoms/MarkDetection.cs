using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Symptoms;

/// <summary><c>/incident detected-by customer ticket 4711</c></summary>
/// <param name="How"><c>alert</c>, <c>engineer</c>, <c>customer</c> or <c>other</c>.</param>
/// <param name="Note">More of it; may be empty.</param>
/// <param name="At">When it was noticed; null: not said.</param>
public sealed record MarkDetection(string How, string Note, DateTimeOffset? At = null) : IncidentCommand
{
    internal static readonly string[] Hows = ["alert", "engineer", "customer", "other"];

    public static CommandWord Word { get; } =
        new("detected-by", "<alert|engineer|customer|other> [note] [at: <time>]", "Say who noticed first", Read)
        {
            Synonyms = ["detected"],
            Keys = ["by", "at"],
            Topic = "Facts",
            Example = "detected-by customer ticket 4711",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.DetectedBy == How && (At is null || At == incident.DetectedAt))
            return Decision.NothingToDo;
        return Decision.Accept([new NewFact(new DetectionMarked(How, Note), At), .. Gap(incident, How)]);
    }

    /// <summary>Hearing of it from a customer means that our own detection failed: a finding, once.</summary>
    internal static IEnumerable<NewFact> Gap(Incident incident, string? how)
    {
        const string Text = "A customer noticed before our monitoring did";
        return how == "customer" && incident.Findings.All(finding => finding.Text != Text)
            ? [new FindingRecorded("alert-gap", Text)]
            : [];
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        if (words is ["by", ..])
            words = words[1..];
        var typed = (line["by"] ?? words.FirstOrDefault())?.TrimEnd('s', ',').ToLowerInvariant();
        if (typed is null)
            return Parsed.Ask((incident, _) => Ask(incident));
        if (!Hows.Contains(typed))
        {
            return new Refusal(
                "unknown-detection",
                $"“{typed}” is none of {string.Join(", ", Hows)}.",
                new NextStep("Choose", "detected-by")
            )
            {
                Fields = new Dictionary<string, string> { ["by"] = "Say alert, engineer, customer or other." },
            };
        }

        var note = string.Join(' ', line["by"] is null ? words.Skip(1) : words);
        if (line["at"] is not { } time)
            return new MarkDetection(typed, note);
        var (at, refusal) = Times.ReadPast(time, context, $"detected-by {typed} at: <time>", "at");
        return at is { } when ? new MarkDetection(typed, note, when) : refusal!;
    }

    private static Form Ask(Incident incident) =>
        new()
        {
            Verb = "detected-by",
            Title = "Who noticed first?",
            Fields =
            [
                new FormField
                {
                    Key = "by",
                    Label = "Noticed first",
                    Kind = FieldKind.Choice,
                    Value = incident.DetectedBy,
                    Options =
                    [
                        new("alert", "An alert"),
                        new("engineer", "An engineer"),
                        new("customer", "A customer"),
                        new("other", "Somebody else"),
                    ],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "How was it noticed?",
                    Optional = true,
                },
            ],
        };
}

/// <summary>Who or what noticed first was said.</summary>
public sealed record DetectionMarked([property: Code] string How, string Note) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            DetectedBy = How,
            DetectedAt = recorded.ObservedAt < before.DeclaredAt ? recorded.ObservedAt : before.DetectedAt,
        };

    /// <inheritdoc/>
    public override string Describe() => $"Detected by: {How}" + (Note.Length > 0 ? $" ({Note})" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Symptoms;

/// <summary><c>/incident symptom 502s at the load balancer from 14:02</c></summary>
/// <param name="Text">What is seen.</param>
/// <param name="At">When it was seen; null: now.</param>
public sealed record NoteSymptom(string Text, DateTimeOffset? At) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("symptom", "<text>", "Say what is seen to fail", Read)
        {
            Synonyms = ["symptoms"],
            Topic = "Facts",
            Example = "symptom card payments time out at 14:02",
        };

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.Symptoms.Contains(Text)
            ? Decision.NothingToDo
            : Decision.Accept(new NewFact(new SymptomNoted(Text), At));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line.Rest.Length > 0)
        {
            return new NoteSymptom(line.Rest, TimeClause.In(line.Rest, context).At);
        }

        return Parsed.Ask(
            (_, _) =>
                new Form
                {
                    Verb = "symptom",
                    Title = "A symptom",
                    Fields =
                    [
                        new FormField
                        {
                            Key = "rest",
                            Label = "What is seen to fail?",
                            Kind = FieldKind.Paragraph,
                            LengthMax = 3_000,
                        },
                    ],
                }
        );
    }
}

/// <summary>Something was seen to fail.</summary>
public sealed record SymptomNoted(string Text) : IncidentEvent, IMilestone, IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.SymptomsSeen, Milestone.Noted];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before with { Symptoms = before.Symptoms.Add(Text) };
        return before.MitigatedAt < recorded.ObservedAt && before.IsRunning ? Recovery.CameBack(after) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Symptom: {Text}";
}

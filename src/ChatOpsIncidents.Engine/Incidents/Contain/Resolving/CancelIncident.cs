using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary><c>/incident cancel a test alert</c></summary>
public sealed record CancelIncident(string Why) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("cancel", "<why…>", "It was a false alarm", Read)
        {
            Synonyms = ["false-alarm"],
            Example = "cancel the alert came from a load test",
        };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.CancelledBecause is not null)
            return Decision.NothingToDo;
        return !incident.IsRunning ? Refusals.Over(incident) : Decision.Accept(new IncidentCancelled(Why));
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.Rest.Length > 0
            ? new CancelIncident(line.Rest)
            : Parsed.Ask(
                (_, _) =>
                    new Form
                    {
                        Verb = "cancel",
                        Title = "False alarm",
                        Submit = "Cancel the incident",
                        Fields = [new FormField { Key = "rest", Label = "Why was it none?" }],
                    }
            );
}

/// <summary>It was a false alarm.</summary>
public sealed record IncidentCancelled(string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.StoodDown() with
        {
            CancelledBecause = Why,
        };

    /// <inheritdoc/>
    public override string Describe() => $"Cancelled, a false alarm: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        LastWord.FalseAlarm(after, Why, recorded, context);
}

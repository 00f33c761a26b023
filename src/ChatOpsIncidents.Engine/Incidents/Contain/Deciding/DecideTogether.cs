using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Deciding;

/// <summary><c>/incident decide we fail over to the second region</c>: stands after 60 s unless somebody strongly
/// objects.</summary>
public sealed record DecideTogether(string Text) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("decide", "<text>", "Decide; 60 s for strong objections", Read)
        {
            Topic = "Run",
            Example = "decide we fail over to the second region",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.Decisions.Any(decision => decision.Text == Text && decision.Outcome != "stopped")
            ? Decision.NothingToDo
            : Decision.Accept(
                new DecisionPut(incident.Decisions.Count + 1, Text, context.Now + context.Policy.DecisionWait)
            );
    }

    /// <summary>The time for objections is over.</summary>
    internal static Decision Stands(Incident incident, string number, DecisionContext context) =>
        incident.Decisions.FirstOrDefault(decision => decision.Number.ToString() == number) is { Outcome: null } open
            ? Decision.Accept(new NewFact(new DecisionMade(open.Number, open.Text, open.By)))
            : Decision.NothingToDo;

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.Rest.Length > 0
            ? new DecideTogether(line.Rest)
            : Parsed.Ask(
                (_, _) =>
                    new Form
                    {
                        Verb = "decide",
                        Title = "Decide",
                        Intro = "It stands after 60 s, unless somebody strongly objects.",
                        Fields = [new FormField { Key = "rest", Label = "What do we do?" }],
                    }
            );
}

/// <summary>A decision was put to everybody.</summary>
public sealed record DecisionPut(int Number, string Text, DateTimeOffset Until) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { Decisions = before.Decisions.Add(new OpenDecision(Number, Text, recorded.By)) }).Due(
            DeadlineNames.Of(DeadlineNames.Decision, Number),
            Until
        );

    /// <inheritdoc/>
    public override string Describe() => $"Decision #{Number} put to everybody: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Bold(recorded.By.Name)} decides: {Markup.Bold(Text)}\nAny strong objections? It stands in "
                + $"{(int)(Until - recorded.RecordedAt).TotalSeconds} s.",
            new ChatAction("I object", $"object #{Number}")
        );
}

/// <summary>Nobody objected: the decision stands.</summary>
public sealed record DecisionMade(int Number, string Text, Person Decider) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => Settle(before, Number, "stands");

    /// <inheritdoc/>
    public override string Describe() => $"Decided ({Decider.Name}): {Text}";

    internal static Incident Settle(Incident before, int number, string outcome) =>
        (
            before with
            {
                Decisions = [.. before.Decisions.Select(d => d.Number == number ? d with { Outcome = outcome } : d)],
            }
        ).NotDue(DeadlineNames.Of(DeadlineNames.Decision, number));
}

/// <summary>Somebody strongly objected: the decision is open again.</summary>
public sealed record DecisionStopped(int Number, string Text, Person Decider, string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => DecisionMade.Settle(before, Number, "stopped");

    /// <inheritdoc/>
    public override string Describe() => $"Objection to “{Text}”: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Bold(recorded.By.Name)} objects to “{Markup.Clean(Text)}”: {Markup.Clean(Why)}\n"
                + $"{Markup.Mention(Decider.Id)}, what do you decide now?"
        );
}

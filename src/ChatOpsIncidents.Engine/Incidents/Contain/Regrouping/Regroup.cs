using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Regrouping;

/// <summary><c>/incident regroup</c>: everybody pauses, four questions, the facts so far.</summary>
public sealed record Regroup : IncidentCommand
{
    /// <summary>What is said to everybody.</summary>
    public const string Phrase = "Let's gather signals, form one hypothesis, test it, and reassess.";

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    public static CommandWord Word { get; } =
        new("regroup", "", "Pause: four questions and the facts so far", (_, _) => new Regroup())
        {
            Topic = "Diagnose",
            Synonyms = ["pause", "reset"],
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        return context.Now - incident.RegroupedAt < DuplicateWindow
            ? Decision.NothingToDo
            : Decision.Accept(new Regrouped());
    }
}

/// <summary>Everybody paused.</summary>
public sealed record Regrouped : IncidentEvent
{
    /// <inheritdoc/>
    public override int PostsInRoom() => 1;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            RegroupedAt = recorded.ObservedAt,
        };

    /// <inheritdoc/>
    public override string Describe() => "Regrouped: " + Regroup.Phrase;

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var next = NextStepView.Of(after, context);
        yield return new Effect.Post(
            Destination.Room,
            new ChatMessage
            {
                Title = "A moment's pause",
                Body = Regroup.Phrase,
                Facts =
                [
                    .. FourQuestions.Of(
                        after,
                        after.Impact is null ? "not known yet" : UpdateDraft.ImpactOf(after),
                        next.Text
                    ),
                    .. Theories(after),
                ],
            },
            $"regroup-{recorded.Seq}"
        );
    }

    private static IEnumerable<ChatFact> Theories(Incident incident) =>
        incident
            .Hypotheses.Where(h => h.State is not HypothesisState.Parked)
            .TakeLast(Hypothesis.CandidatesMax)
            .Select(h => new ChatFact(
                $"Theory #{h.Number}",
                $"{Markup.Clean(h.Text)} ({h.State.ToString().ToLowerInvariant()}{(h.IsGuess ? ", a guess" : "")})"
            ));
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What a command has led to so far.</summary>
/// <param name="After">The state with the new facts.</param>
/// <param name="Facts">The new facts, in order.</param>
/// <param name="Effects">What follows outside, in order.</param>
/// <param name="Reply">The answer; null: the facts' sentences.</param>
/// <param name="Refusal">Why not; null: it was accepted.</param>
internal sealed record Step(
    Incident After,
    IReadOnlyList<Recorded> Facts,
    IReadOnlyList<Effect> Effects,
    Reply? Reply,
    Refusal? Refusal
)
{
    /// <summary>What the answer says besides the facts' sentences; null: nothing.</summary>
    public ChatMessage? Remark { get; init; }

    /// <summary>A note without a name whose words go from all that is stored; null: none.</summary>
    public NamelessNote? TakesOut { get; init; }

    /// <summary>Nothing has come of it yet.</summary>
    public static Step From(Incident before) => new(before, [], [], null, null);

    /// <summary>With a decision's facts folded in, and what they are to look like outside.</summary>
    public Step Add(Decision decision, DecisionContext context, bool beforeGate)
    {
        var after = After;
        List<Recorded> facts = [.. Facts];
        List<Effect> effects = [.. Effects];
        foreach (var fact in decision.Facts)
        {
            var recorded = Record(fact, after.Seq + 1, context, beforeGate);
            var before = after;
            after = after.After(recorded);
            facts.Add(recorded);
            effects.AddRange(Heard(before, after, recorded));
            effects.AddRange(fact.Event.Effects(after, recorded, context));
        }

        return this with
        {
            After = after,
            Facts = facts,
            Effects = [.. effects, .. decision.Effects],
        };
    }

    private static Recorded Record(NewFact fact, long seq, DecisionContext context, bool beforeGate) =>
        new(
            seq,
            fact.Event,
            fact.By ?? context.By,
            context.Now,
            fact.ObservedAt ?? context.Now,
            fact.Source ?? context.Source,
            fact.Link ?? context.Link,
            beforeGate
        );

    private static IEnumerable<Effect> Heard(Incident before, Incident after, Recorded recorded)
    {
        var loudness = recorded.Fact.LoudnessIn(after);
        var living = (recorded.Fact as ILivingMessage)?.MessageKey;
        var stands = living is not null && before.LivingMessages.Contains(living);
        if (loudness == Loudness.CardOnly)
            return [];
        var message = recorded.Fact.Announce(after, recorded);
        var isHeard = NoiseBudget.IsHeard(before, after, recorded);
        Effect[] said = isHeard
            ? [new Effect.Post(Destination.Room, message, $"fact-{recorded.Seq}")]
            : [new Effect.Post(Destination.CardThread, message, living ?? $"fact-{recorded.Seq}")];
        if (!stands)
            return said;
        // In the place of what stood there; where the room hears it, its buttons go all the same.
        Effect edited = new Effect.Edit(living!, isHeard ? message with { Actions = [] } : message);
        return isHeard ? [.. said, edited] : [edited, .. Calling(before, after, recorded, message)];
    }

    // An edited message calls nobody: who has to notice it, and is in the room, is told.
    private static IEnumerable<Effect> Calling(Incident before, Incident after, Recorded recorded, ChatMessage message)
    {
        var called = (recorded.Fact as ILivingMessage)?.Calls(after);
        var isHere = called is not null && before.Joined.Any(person => person.Id == called.Id);
        if (isHere && called!.Id != recorded.By.Id)
            yield return new Effect.Tell(called.Id, message, $"fact-{recorded.Seq}");
    }
}

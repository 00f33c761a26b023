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
            after = after.After(recorded);
            facts.Add(recorded);
            effects.AddRange(Heard(after, recorded));
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

    private static IEnumerable<Effect> Heard(Incident after, Recorded recorded)
    {
        var loudness = recorded.Fact.LoudnessIn(after);
        if (loudness == Loudness.CardOnly)
            return [];
        var to = loudness == Loudness.Banner ? Destination.Room : Destination.CardThread;
        return [new Effect.Post(to, recorded.Fact.Announce(after, recorded), $"fact-{recorded.Seq}")];
    }
}

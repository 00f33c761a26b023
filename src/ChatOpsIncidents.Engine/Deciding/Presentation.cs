using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Drills;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What a step is to look like: the card, the topic, home tabs, and the answer.</summary>
internal static class Presentation
{
    /// <summary>The whole of it.</summary>
    public static Verdict Of(Incident before, Step step, DecisionContext context)
    {
        var after = step.After;
        IReadOnlyList<Effect> effects =
            before.Seq == 0
                ? [.. step.Effects.Select(effect => AsItStandsNow(effect, after, context))]
                : [.. step.Effects, .. Changed(before, step, context)];
        if (step.Facts.Count > 0)
            effects = [.. effects, .. HomeView.Concerned(before, after).Select(id => new Effect.PublishHome(id))];
        var kept = after.IsDrill ? DrillEffects.Keep(effects, after) : effects;
        return new Verdict(
            after,
            step.Facts,
            [.. Roomless.Reach(kept, after)],
            step.Reply ?? Answer(step, context),
            step.Refusal
        );
    }

    // What a declaration shows first is how things stand after all of its facts.
    private static Effect AsItStandsNow(Effect effect, Incident after, DecisionContext context) =>
        effect switch
        {
            Effect.Post { Key: Keys.Card } card => card with { Message = CardView.Render(after, context) },
            Effect.SetTopic => new Effect.SetTopic(CardView.Topic(after)),
            _ => effect,
        };

    private static IEnumerable<Effect> Changed(Incident before, Step step, DecisionContext context)
    {
        if (step.Facts.Count == 0)
            yield break;
        var card = CardView.Render(step.After, context);
        if (!card.Equals(CardView.Render(before, context)))
            yield return new Effect.Edit(Keys.Card, card);
        var topic = CardView.Topic(step.After);
        if (topic != CardView.Topic(before))
            yield return new Effect.SetTopic(topic);
    }

    private static Reply Answer(Step step, DecisionContext context)
    {
        if (step.Refusal is { } no)
        {
            return new Reply
            {
                Message = no.ToMessage(),
                Form = no.Form,
                FormErrors = no.Fields,
            };
        }

        if (step.Facts.Count == 0)
            return Reply.Text("That is so already; nothing was changed.");
        var next = NextStepView.Of(step.After, context);
        return new Reply
        {
            Message = new ChatMessage
            {
                Body = string.Join('\n', Sentences(step, context)),
                Footer = "Next: " + next.Text,
                Actions = next.Actions,
            },
        };
    }

    // A time that differs from now is said once, after the first sentence that it belongs to.
    private static IEnumerable<string> Sentences(Step step, DecisionContext context)
    {
        DateTimeOffset? said = null;
        foreach (var fact in step.Facts.Where(fact => fact.Fact is not IBookkeeping))
        {
            var echo = said == fact.ObservedAt || fact.ObservedAt == fact.RecordedAt;
            yield return echo
                ? fact.Fact.Describe()
                : $"{fact.Fact.Describe()}, at {Times.Say(fact.ObservedAt, context)}";
            said = fact.ObservedAt;
        }
    }
}

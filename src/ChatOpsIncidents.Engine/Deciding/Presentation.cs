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
        var turn = step.Facts.Count > 0 ? Turn.Of(before, after, context) : Turn.None;
        if (step.Facts.Count > 0)
            effects =
            [
                .. effects,
                .. HomeView.Concerned(before, after, turn.IsNew).Select(id => new Effect.PublishHome(id)),
            ];
        var kept = after.IsDrill ? DrillEffects.Keep(effects, after) : effects;
        return new Verdict(
            after,
            step.Facts,
            [.. Roomless.Reach([.. SilentRoom.Copied(kept, after, context.Now)], after)],
            WithHeld(step.Reply ?? Answer(step, turn.Next, context), before, step, context),
            step.Refusal
        )
        {
            StepDue = StepDue.Of(turn.WasDue, turn.Due, step.Facts),
            TakesOut = step.TakesOut,
        };
    }

    // Whoever has a command that waits hears with each answer what is still missing, or that it is free.
    private static Reply WithHeld(Reply reply, Incident before, Step step, DecisionContext context)
    {
        if (step.Refusal is not null || step.Facts.Count == 0 || reply.Message is not { } message)
            return reply;
        foreach (var held in step.After.Held.Where(held => held.By.Id == context.By.Id))
        {
            var now = GateTable.Stops(held, step.After, context);
            var same = HeldCard.Lacks(now) == HeldCard.Lacks(GateTable.Stops(held, before, context));
            if (!same || held.OfferedBy > before.Seq)
                message = With(message, held, now);
        }

        return reply with
        {
            Message = message,
        };
    }

    private static ChatMessage With(ChatMessage message, HeldCommand held, IReadOnlyList<Stop> now)
    {
        string[] lines =
            now.Count == 0
                ? [$"{Markup.Code(held.Words)} is free to start; nothing was started. Do you still want it?"]
                : [$"{Markup.Code(held.Words)} still waits:", .. HeldCard.Ticks(held, now)];
        ChatAction[] taps = now.Count == 0 ? HeldCard.Free(held, isMain: true) : HeldCard.Waiting(held, now);
        return message with { Body = string.Join('\n', [message.Body, .. lines]), Footer = null, Actions = taps };
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
        // As it stood when it was last looked at: what has become overdue since is news.
        if (!card.Equals(CardView.Render(before, context with { Now = before.LastAt })))
            yield return new Effect.Edit(Keys.Card, card);
        var topic = CardView.Topic(step.After);
        if (topic != CardView.Topic(before))
            yield return new Effect.SetTopic(topic);
        foreach (var edit in AnnouncementView.Changes(before, step.After))
            yield return edit;
    }

    private static Reply Answer(Step step, NextStepView? next, DecisionContext context)
    {
        // In the room the card shows the next step with its buttons: the answer is a line, and repeats none of them.
        var isInRoom = step.After.RoomId is { } room && context.Origin.ChannelId == room;
        if (step.Refusal is { } no)
        {
            // Where a command waits, all that is missing stands in one place, each with its tap.
            var isHeld = no.Next.Any(tap => HeldCard.IsDrop(tap.Command));
            return new Reply
            {
                Message = isInRoom && !isHeld ? BesideCard(no.ToMessage(), step.After, context) : no.ToMessage(),
                Form = no.Form,
                FormErrors = no.Fields,
            };
        }

        if (step.Facts.Count == 0)
            return Reply.Text("That is so already; nothing was changed.");
        return Done(step, next ?? NextStepView.Of(step.After, context), isInRoom, context);
    }

    private static Reply Done(Step step, NextStepView next, bool isInRoom, DecisionContext context)
    {
        IEnumerable<ChatAction> actions = [.. step.Remark?.Actions ?? [], .. isInRoom ? [] : next.Actions];
        return new Reply
        {
            Message = new ChatMessage
            {
                Body = string.Join(
                    '\n',
                    Sentences(step, context).Concat(step.Remark is { } remark ? [remark.Body] : [])
                ),
                Footer = isInRoom ? null : "Next: " + next.Text,
                Actions = [.. actions.DistinctBy(action => (action.Command, action.Url))],
            },
        };
    }

    private static ChatMessage BesideCard(ChatMessage answer, Incident after, DecisionContext context)
    {
        var onCard = CardView.Render(after, context).Actions.Select(action => action.Command).ToHashSet();
        ChatAction[] own = [.. answer.Actions.Where(action => !onCard.Contains(action.Command))];
        var other = own.Length > 0 ? "other " : "";
        return own.Length == answer.Actions.Count
            ? answer
            : answer with
            {
                Actions = own,
                Footer = answer.Footer ?? $"The {other}buttons for it stand on the card.",
            };
    }

    // A time that differs from now is said once, after the first sentence that it belongs to.
    private static IEnumerable<string> Sentences(Step step, DecisionContext context)
    {
        DateTimeOffset? last = null;
        // The last update stands in the room, above the end.
        var isOver = step.Facts.Any(fact => fact.Fact is IncidentResolved);
        var said = step.Facts.Where(fact =>
            fact.Fact is not IBookkeeping && !(isOver && fact.Fact is StakeholderUpdateSent)
        );
        foreach (var fact in said)
        {
            var echo = last == fact.ObservedAt || fact.ObservedAt == fact.RecordedAt;
            yield return echo ? Said(fact.Fact) : Dated(fact, Times.Say(fact.ObservedAt, context));
            last = fact.ObservedAt;
        }
    }

    // Whoever sent an update has just written its words, and reads them where it went.
    private static string Said(IncidentEvent fact) =>
        fact is StakeholderUpdateSent update ? update.Receipt : fact.Describe();

    private static string Dated(Recorded fact, string at) =>
        fact.Fact is ISaysWhen saysWhen ? $"{saysWhen.Subject} at {at}" : $"{fact.Fact.Describe()}, at {at}";

    // What is to be done next, before and after: looked up once for all that shows it. Before is as it stood when it
    // was last looked at, like the card.
    private sealed record Turn(NextStepView? Was, NextStepView? Next, DateTimeOffset? WasDue, DateTimeOffset? Due)
    {
        public static Turn None { get; } = new(null, null, null, null);

        public bool IsNew => Was?.Text != Next?.Text;

        public static Turn Of(Incident before, Incident after, DecisionContext context)
        {
            var was = NextStepView.WhileItRuns(before, context with { Now = before.LastAt });
            var next = NextStepView.WhileItRuns(after, context);
            return new Turn(was, next, Ahead(was, before.LastAt), Ahead(next, context.Now));
        }

        private static DateTimeOffset? Ahead(NextStepView? step, DateTimeOffset at) =>
            step?.By is { } by && by > at ? by : null;
    }
}

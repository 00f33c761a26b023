using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Drills;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Gates;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What came of a command: to be stored in one transaction, or nothing.</summary>
/// <param name="After">The state with the new facts.</param>
/// <param name="Facts">The new facts, in order.</param>
/// <param name="Effects">What follows outside, in order.</param>
/// <param name="Reply">The answer to the one who asked.</param>
/// <param name="Refusal">The refusal behind the answer; null: accepted.</param>
public sealed record Verdict(
    Incident After,
    IReadOnlyList<Recorded> Facts,
    IReadOnlyList<Effect> Effects,
    Reply Reply,
    Refusal? Refusal
);

/// <summary>
/// Runs one command against one incident: who may, the gates, the decision, then every held command that is free now,
/// and last what all of that is to look like outside. Pure.
/// </summary>
public static class Decider
{
    private const int ReleasesMax = 8;

    /// <summary>Decides.</summary>
    public static Verdict Run(Incident before, IncidentCommand command, DecisionContext context)
    {
        var step = new Step(before, [], [], null, null).Take(command, context);
        if (step.Facts.Count > 0)
            step = step.Lapse(before, context);
        for (var i = 0; i < ReleasesMax && step.Refusal?.Code != "outsider"; i++)
        {
            var next = HeldCommands.Free(step.After, context);
            if (next is null)
                break;
            step = step.Release(next, context);
        }

        if (step.Facts.Count > 0)
            step = step.Play(before, context).Hold(before, context);
        if (step.Facts.Count > 0 && UpdateClock.Adjust(before, step.After, context) is { } clock)
            step = step.Tick(clock, context);
        if (step.Facts.Count > 0 && FreezeChanges.Lifted(before, step.After) is { } thawed)
            step = step.Tick(thawed, context);
        if (step.Facts.Count > 0 && DetectionTarget.Judge(before, step.After, context) is { } late)
            step = step.Tick(late, context);
        if (step.Facts.Count > 0 && RoomAsked.Wanted(before, step.After, context) is { } room)
            step = step.Tick(room, context);
        return step.EndSolo(before, context)
            .OfferBack(context)
            .OfferGuides(before, context)
            .Wake(before)
            .Close(before, context);
    }

    /// <summary>Why the asker may not; null: may.</summary>
    public static Refusal? MayNot(Incident incident, IncidentCommand command, DecisionContext context)
    {
        if (command.Access == Access.System)
            return context.By.IsHuman ? Refusals.Outsider()
                : command.NeedsIncident && incident.Seq == 0 ? Refusals.NoSuchIncident(incident.Id)
                : null;
        if (context.IsOutsider)
            return Refusals.Outsider();
        if (!command.NeedsIncident)
            return null;
        if (incident.Seq == 0)
            return Refusals.NoSuchIncident(incident.Id);
        if (incident.IsReadOnly && !command.IsQuestion)
            return Refusals.ReadOnly(incident.Id);
        return command.Access == Access.Command && !incident.MayCommand(context.By.Id)
            ? Refusals.LeadOnly(incident, command.Words)
            : null;
    }

    /// <summary>The first gate that stops the command, with its firmness; null: none.</summary>
    public static (Gate Gate, Refusal Missing, Hardness Hardness)? Stopped(
        Incident incident,
        IncidentCommand command,
        DecisionContext context
    )
    {
        foreach (var gate in command.Gates(incident))
        {
            var hardness = context.Policy.HardnessOf(gate.Code, incident.Severity);
            if (hardness == Hardness.Off || incident.IsOpen(gate.Code, context.Now))
                continue;
            if (gate.Missing(incident, context) is { } missing)
                return (gate, missing with { Code = gate.Code }, hardness);
        }

        return null;
    }

    private sealed record Step(
        Incident After,
        IReadOnlyList<Recorded> Facts,
        IReadOnlyList<Effect> Effects,
        Reply? Reply,
        Refusal? Refusal
    )
    {
        public Step Take(IncidentCommand command, DecisionContext context)
        {
            if (MayNot(After, command, context) is { } no)
                return this with { Refusal = no };
            var stopped = Stopped(After, command, context);
            if (stopped is { } stop && command.DoneAt is null)
                return Stop(command, stop.Missing, stop.Hardness, context);
            var decision = command.Decide(After, context);
            var step = Add(decision, context, beforeGate: stopped is not null);
            return step with
            {
                Effects = [.. command.Shown(step.Effects, context)],
                Reply = decision.Reply,
                Refusal = decision.Refusal,
            };
        }

        private Step Stop(IncidentCommand command, Refusal missing, Hardness hardness, DecisionContext context)
        {
            var decision = command is ILandsOtherwise otherwise ? otherwise.WhenStopped(After, missing, context) : null;
            if (decision is null && hardness == Hardness.Held && command.Words.Length > 0)
                decision = HeldCommands.Hold(After, command, missing, context);
            return (decision is null ? this : Add(decision, context, false)) with
            {
                Refusal = decision?.Refusal ?? missing,
            };
        }

        // With the end of the bleeding goes the reason for the changes that waited: none of them runs by itself any
        // more.
        public Step Lapse(Incident before, DecisionContext context) =>
            HeldCommands
                .OutlivedBy(before, After)
                .Aggregate(
                    this,
                    (step, held) =>
                        step.Add(HeldCommands.Lapse(step.After, held, "the bleeding has stopped"), context, false)
                );

        public Step Release(HeldCommand held, DecisionContext context)
        {
            var as_ = context with { By = held.By };
            var step = Add(Decision.Accept(new CommandReleased(held.Number, held.Words)), as_, false);
            var parsed = context.Read(held.Words, as_);
            if (parsed.Command is not { } command || command is ShowForm)
                return step;
            var decision = command.Decide(step.After, as_);
            step = step.Add(decision, as_, false);
            return (decision.Refusal is { } no ? step.Tell(held, no) : step) with
            {
                Reply = step.Reply ?? decision.Reply,
            };
        }

        // What waited is refused now for another reason: the one who gave it hears why.
        private Step Tell(HeldCommand held, Refusal no) =>
            this with
            {
                Effects = [.. Effects, new Effect.Tell(held.By.Id, no.ToMessage(), $"released-{held.Number}")],
            };

        public Step Wake(Incident before) =>
            this with
            {
                Effects = [.. Effects, .. Recovery.Wake(before, After, Facts)],
            };

        public Step Hold(Incident before, DecisionContext context) =>
            Add(Decision.Accept([.. Recovery.HoldBegins(before, After, context)]), context, false);

        public Step Play(Incident before, DecisionContext context) =>
            Add(Decision.Accept([.. DrillPlay.Follow(before, After, Facts, context)]), context, false);

        public Step Tick(IncidentEvent fact, DecisionContext context) =>
            Add(Decision.Accept(new NewFact(fact, By: Person.System)), context, false);

        public Step OfferBack(DecisionContext context) =>
            Facts.Count == 0 ? this : Add(Hypotheses.OfferBack(After, context), context, false);

        public Step OfferGuides(Incident before, DecisionContext context) =>
            Facts.Count > 0 && GuideOffers.After(before, After, context.Catalog) is { } offer
                ? Add(Decision.Accept(new NewFact(offer, By: Person.System)), context, false)
                : this;

        private Step Add(Decision decision, DecisionContext context, bool beforeGate)
        {
            var (after, facts) = (After, Facts.ToList());
            var effects = Effects.ToList();
            foreach (var fact in decision.Facts)
            {
                var by = fact.By ?? context.By;
                var recorded = new Recorded(
                    after.Seq + 1,
                    fact.Event,
                    by,
                    context.Now,
                    fact.ObservedAt ?? context.Now,
                    fact.Source ?? context.Source,
                    fact.Link ?? context.Link,
                    beforeGate
                );
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

        /// <summary>With a second person solo mode ends: who is in the room already is offered a role now.</summary>
        public Step EndSolo(Incident before, DecisionContext context) =>
            before.IsSolo && !After.IsSolo
                ? Add(Decision.Accept([.. RoleOffers.Open(After, context)]), context, false)
                : this;

        private static IEnumerable<Effect> Heard(Incident after, Recorded recorded) =>
            recorded.Fact.LoudnessIn(after) switch
            {
                Loudness.Banner =>
                [
                    new Effect.Post(Destination.Room, recorded.Fact.Announce(after, recorded), $"fact-{recorded.Seq}"),
                ],
                Loudness.LogThread =>
                [
                    new Effect.Post(
                        Destination.CardThread,
                        recorded.Fact.Announce(after, recorded),
                        $"fact-{recorded.Seq}"
                    ),
                ],
                _ => [],
            };

        public Verdict Close(Incident before, DecisionContext context)
        {
            List<Effect> effects = [.. Effects];
            if (before.Seq > 0 && Facts.Count > 0)
            {
                var card = CardView.Render(After, context);
                if (!card.Equals(CardView.Render(before, context)))
                    effects.Add(new Effect.Edit(Keys.Card, card));
                if (CardView.Topic(After) != CardView.Topic(before))
                    effects.Add(new Effect.SetTopic(CardView.Topic(After)));
            }

            // What a declaration shows first is how things stand after all of its facts.
            if (before.Seq == 0)
                effects = effects.ConvertAll(effect =>
                    effect switch
                    {
                        Effect.Post { Key: Keys.Card } card => card with { Message = CardView.Render(After, context) },
                        Effect.SetTopic => new Effect.SetTopic(CardView.Topic(After)),
                        _ => effect,
                    }
                );

            if (Facts.Count > 0)
                effects.AddRange(HomeView.Concerned(before, After).Select(person => new Effect.PublishHome(person)));

            var kept = After.IsDrill ? DrillEffects.Keep(effects, After) : effects;
            return new Verdict(After, Facts, [.. Roomless.Reach(kept, After)], Reply ?? Answer(context), Refusal);
        }

        private Reply Answer(DecisionContext context)
        {
            if (Refusal is not null)
                return new Reply
                {
                    Message = Refusal.ToMessage(),
                    Form = Refusal.Form,
                    FormErrors = Refusal.Fields,
                };
            if (Facts.Count == 0)
                return Reply.Text("That is so already; nothing was changed.");
            var facts = Facts.Where(f => f.Fact is not IBookkeeping).ToArray();
            var said = string.Join(
                '\n',
                facts.Select(
                    (f, i) =>
                        f.Fact.Describe() + (i == 0 || facts[i - 1].ObservedAt != f.ObservedAt ? Echo(f, context) : "")
                )
            );
            var next = NextStepView.Of(After, context);
            return new Reply
            {
                Message = new ChatMessage
                {
                    Body = said,
                    Footer = "Next: " + next.Text,
                    Actions = next.Actions,
                },
            };
        }

        private static string Echo(Recorded fact, DecisionContext context) =>
            fact.ObservedAt == fact.RecordedAt ? "" : $", at {Words.Times.Say(fact.ObservedAt, context)}";
    }
}

/// <summary>A command that, when a gate stops it, is put somewhere of its own instead of being held: a theory is
/// parked.</summary>
public interface ILandsOtherwise
{
    /// <summary>What to record instead; null: hold or refuse as usual.</summary>
    Decision? WhenStopped(Incident incident, Refusal missing, DecisionContext context);
}

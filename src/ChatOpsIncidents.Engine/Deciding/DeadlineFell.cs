using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>A deadline fell due. A deadline that is gone or was moved changes nothing: it may be sent twice.</summary>
/// <param name="Name">The deadline's name.</param>
/// <param name="DueAt">The due time for which it was sent.</param>
public sealed record DeadlineFell(string Name, DateTimeOffset DueAt) : IncidentCommand
{
    // What each deadline leads to, by the part of its name before the colon; the second argument is the part after it.
    private static readonly Dictionary<string, Func<Incident, string, DecisionContext, Decision>> Handlers = new(
        StringComparer.Ordinal
    )
    {
        [DeadlineNames.Room] = (incident, _, _) => ReportNoRoom.FallBack(incident, "the platform took too long"),
        [DeadlineNames.Held] = HeldCommands.Lapse,
        [DeadlineNames.UpdateDraft] = UpdateLadder.Draft,
        [DeadlineNames.UpdateDue] = UpdateLadder.Due,
        [DeadlineNames.UpdatePerson] = UpdateLadder.Person,
        [DeadlineNames.UpdateHolding] = UpdateLadder.Hold,
        [DeadlineNames.UpdateAudience] = UpdateLadder.Audience,
        [DeadlineNames.StillOpen] = StillOpen.Ask,
        [DeadlineNames.Wait] = WaitForOthers.AskAgain,
        [DeadlineNames.Hold] = ResolveIncident.HoldIsOver,
        [DeadlineNames.SecondLook] = SecondLook.Ask,
        [DeadlineNames.Monitoring] = ReportChecks.OfferManual,
        [DeadlineNames.Impact] = ImpactUnknown.AskAgain,
        [DeadlineNames.Task] = TaskCheckIns.Ask,
        [DeadlineNames.Rollback] = ReportRollback.NotHeardOf,
        [DeadlineNames.Page] = PageSteps.Fell,
        [DeadlineNames.Paged] = (_, _, _) => Decision.NothingToDo, // of old records
        [DeadlineNames.Alert] = AlertRouting.StillFiring,
        [DeadlineNames.Freeze] = FreezeChanges.StillNeeded,
        [DeadlineNames.Decision] = DecideTogether.Stands,
        [DeadlineNames.Role] = RoleOffers.Unanswered,
        [DeadlineNames.Lead] = TakeCommand.Unopposed,
        [DeadlineNames.Away] = PersonAway.Over,
        [DeadlineNames.ReviewInvite] = ReviewInvited.InMorning,
        [DeadlineNames.Session] = PlanSession.Remind,
        [DeadlineNames.Action] = ActionReminders.Remind,
        [DeadlineNames.Drill] = DrillPlay.Inject,
    };

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Shown(IEnumerable<Effect> effects, DecisionContext context) =>
        LateWords.Add(effects, DueAt, context.Now);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Name == StepDue.Deadline)
            return Decision.Accept(new DeadlinePassed(Name));
        if (!incident.Deadlines.TryGetValue(Name, out var due) || due != DueAt || due > context.Now)
            return Decision.NothingToDo;
        var colon = Name.IndexOf(':');
        var (kind, rest) = colon < 0 ? (Name, "") : (Name[..colon], Name[(colon + 1)..]);
        var decision = Handlers[kind](incident, rest, context);
        return decision.Facts.Count > 0
            ? decision
            : Decision.Accept(new DeadlinePassed(Name)) with
            {
                Effects = decision.Effects,
            };
    }
}

/// <summary>What is said because of a deadline says how late it comes, if it does: no host was there at its time, or
/// the incident was busy.</summary>
public static class LateWords
{
    // Less is how a sweep works, and nobody's concern.
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    /// <summary>Adds it to each message that is new to somebody; what is edited in place stays as it is.</summary>
    public static IEnumerable<Effect> Add(IEnumerable<Effect> effects, DateTimeOffset due, DateTimeOffset now)
    {
        if (now - due < Tolerated)
            return effects;
        var late = $"This was due at {Markup.Time(due)} and comes {Words.Durations.Say(now - due)} late.";
        return effects.Select<Effect, Effect>(effect =>
            effect switch
            {
                Effect.Post post => post with { Message = With(post.Message, late) },
                Effect.Tell tell => tell with { Message = With(tell.Message, late) },
                Effect.Direct direct => direct with { Message = With(direct.Message, late) },
                _ => effect,
            }
        );
    }

    private static ChatMessage With(ChatMessage message, string late) =>
        message with
        {
            Footer = message.Footer is { } footer ? $"{footer} · {late}" : late,
        };
}

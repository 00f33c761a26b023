using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>
/// One clock per incident: when stakeholders are to hear next. The first update is due one cadence after the
/// declaration; then what was promised counts. It comes nearer when things get worse, and stands down when the incident
/// is over. Where nobody is told regularly, its lead is asked whether it is still happening: what runs is not
/// forgotten.
/// </summary>
public sealed class UpdateClock : IReaction
{
    /// <summary>The deadlines of the ladder, in order.</summary>
    internal static readonly string[] Rungs =
    [
        DeadlineNames.UpdateDraft,
        DeadlineNames.UpdateDue,
        DeadlineNames.UpdatePerson,
        DeadlineNames.UpdateHolding,
        DeadlineNames.UpdateAudience,
    ];

    /// <summary>How often the one who hears most often is told now. Null: nobody is told regularly.</summary>
    public static TimeSpan? CadenceOf(Incident incident, Policy policy) =>
        InformingPlan.Fastest(incident, policy) is { } every ? Stretched(every, incident) : null;

    /// <summary>Twice the time once the bleeding has stopped, and while others have to act.</summary>
    internal static TimeSpan Stretched(TimeSpan every, Incident incident) => IsCalm(incident) ? every * 2 : every;

    /// <summary>Why it is half as often as the plan says; null: it is not.</summary>
    internal static string? StretchOf(Incident incident)
    {
        if (incident.MitigatedAt is not null)
            return "mitigated";
        return incident.WaitingFor is null ? null : "waiting for others";
    }

    private static bool IsCalm(Incident incident) => StretchOf(incident) is not null;

    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (after.IsTabletop)
            return Decision.NothingToDo;
        var due = after.IsRunning ? DueAt(before, after, context) : null;
        var look =
            after.IsRunning && due is null ? after.LookAt ?? StillOpen.Next(after, context) : (DateTimeOffset?)null;
        return due == after.UpdateDueAt && look == after.LookAt
            ? Decision.NothingToDo
            : Decision.Follow(Set(due, context) with { LookAt = look });
    }

    private static UpdateClockSet Set(DateTimeOffset? due, DecisionContext context)
    {
        var policy = context.Policy;
        var draft = due - policy.LadderDraft;
        return new UpdateClockSet(
            due,
            draft > context.Now ? draft : null,
            due + policy.LadderPerson,
            due + policy.LadderHolding,
            due + policy.LadderAudience
        );
    }

    private static DateTimeOffset? DueAt(Incident before, Incident after, DecisionContext context)
    {
        if (after.UpdatePromise != before.UpdatePromise && after.UpdatePromise?.Until is { } promised)
            return Soonest(promised, before, after, context);
        var isLeftOpen = after.UpdatePromise != before.UpdatePromise && after.UpdatePromise is not null;
        if (CadenceOf(after, context.Policy) is not { } every)
            return after.UpdatePromise?.Until is null ? null : after.UpdateDueAt;
        // Nobody waits for one, so nobody can be told that it is late.
        if (isLeftOpen && after.NoUpdatesBecause is not null)
            return null;
        // While it runs there is always a next one, whatever was said.
        if (isLeftOpen)
            return Later(context.Now + every, context);
        if (!before.IsRunning)
            return Later((before.Seq == 0 ? after.DeclaredAt ?? context.Now : context.Now) + every, context);
        var fresh = Later((after.Updates.LastOrDefault()?.At ?? after.DeclaredAt ?? context.Now) + every, context);
        if (IsSooner(before, after, context.Policy))
            return after.UpdateDueAt < fresh ? after.UpdateDueAt : fresh;
        return IsBetter(before, after, context.Policy) && after.UpdatePromise is null ? fresh : after.UpdateDueAt;
    }

    // An update for some only: whoever was not told hears at their own time.
    private static DateTimeOffset Soonest(
        DateTimeOffset promised,
        Incident before,
        Incident after,
        DecisionContext context
    )
    {
        var left = after
            .Plan.Where(one => !one.Row.IsByName && one.SentAt == before.AudienceOf(one.Row.Name)?.SentAt)
            .Select(one => one.NextAt ?? before.UpdateDueAt)
            .Min();
        return left is { } own && Later(own, context) is var soon && soon < promised ? soon : promised;
    }

    private static bool IsSooner(Incident before, Incident after, Policy policy) =>
        after.Severity < before.Severity
        || (IsCalm(before) && !IsCalm(after))
        || Pace(after, policy) < Pace(before, policy);

    private static bool IsBetter(Incident before, Incident after, Policy policy) =>
        after.Severity > before.Severity
        || (IsCalm(after) && !IsCalm(before))
        || Pace(after, policy) > Pace(before, policy);

    private static TimeSpan Pace(Incident incident, Policy policy) => CadenceOf(incident, policy) ?? TimeSpan.MaxValue;

    // Nobody can be late at once: there is always the time of a draft.
    private static DateTimeOffset Later(DateTimeOffset at, DecisionContext context) =>
        at > context.Now + context.Policy.LadderDraft ? at : context.Now + context.Policy.LadderDraft;
}

/// <summary>When the next update is due, with the ladder's times; follows by itself from what happened.</summary>
/// <param name="DueAt">Null: none is due any more.</param>
/// <param name="DraftAt">When a draft is offered; null: there is no time for one.</param>
/// <param name="PersonAt">When the next person hears of it.</param>
/// <param name="HoldingAt">When a holding update goes out inside.</param>
/// <param name="AudienceAt">When the audience hears that it is late.</param>
public sealed record UpdateClockSet(
    DateTimeOffset? DueAt,
    DateTimeOffset? DraftAt,
    DateTimeOffset? PersonAt,
    DateTimeOffset? HoldingAt,
    DateTimeOffset? AudienceAt
) : IncidentEvent, IBookkeeping
{
    /// <summary>When it is asked whether it is still happening; null: an update is due, or it is over.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = UpdateClock
            .Rungs.Append(DeadlineNames.StillOpen)
            .Aggregate(
                before with
                {
                    UpdateDueAt = DueAt,
                    NoUpdatesBecause = DueAt is null ? before.NoUpdatesBecause : null,
                    UpdateRound = 0,
                    UpdateAsked = [],
                },
                (state, rung) => state.NotDue(rung)
            );
        return UpdateClock
            .Rungs.Zip([DraftAt, DueAt, PersonAt, HoldingAt, AudienceAt])
            .Append((DeadlineNames.StillOpen, LookAt))
            .Aggregate(after, (state, pair) => pair.Item2 is { } at ? state.Due(pair.Item1, at) : state);
    }

    /// <inheritdoc/>
    public override string Describe()
    {
        if (DueAt is { } due)
            return $"Next update due {Markup.Time(due)}";
        return LookAt is { } look
            ? $"No update is due; whether it is still happening is asked {Markup.Time(look)}"
            : "No further update is due";
    }

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>
/// One clock per incident: when stakeholders are to hear next. The first update is due one cadence after the
/// declaration; then what was promised counts. It comes nearer when things get worse, and stands down when the incident
/// is over.
/// </summary>
public sealed class UpdateClock : IReaction
{
    /// <summary>The deadlines of the ladder, in order.</summary>
    internal static readonly string[] Rungs =
    [
        "update-draft",
        "update-due",
        "update-person",
        "update-holding",
        "update-audience",
    ];

    /// <summary>How often stakeholders are told now; twice the time once the bleeding has stopped. Null: not
    /// regularly.</summary>
    public static TimeSpan? CadenceOf(Incident incident, Policy policy)
    {
        if (policy.Cadence.TryGetValue(incident.Severity, out var every))
            return incident.MitigatedAt is null ? every : every * 2;
        return null;
    }

    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var due = after.IsRunning ? DueAt(before, after, context) : null;
        return due == after.UpdateDueAt ? Decision.NothingToDo : Decision.Follow(Set(due, context));
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
        if (after.UpdatePromise != before.UpdatePromise)
            return after.UpdatePromise?.Until;
        if (CadenceOf(after, context.Policy) is not { } every)
            return after.UpdatePromise is null ? null : after.UpdateDueAt;
        if (!before.IsRunning)
            return Later((before.Seq == 0 ? after.DeclaredAt ?? context.Now : context.Now) + every, context);
        var fresh = Later((after.Updates.LastOrDefault()?.At ?? after.DeclaredAt ?? context.Now) + every, context);
        if (IsWorse(before, after))
            return after.UpdateDueAt < fresh ? after.UpdateDueAt : fresh;
        return IsBetter(before, after) && after.UpdatePromise is null ? fresh : after.UpdateDueAt;
    }

    private static bool IsWorse(Incident before, Incident after) =>
        after.Severity < before.Severity || (after.MitigatedAt is null && before.MitigatedAt is not null);

    private static bool IsBetter(Incident before, Incident after) =>
        after.Severity > before.Severity || (after.MitigatedAt is not null && before.MitigatedAt is null);

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
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = UpdateClock.Rungs.Aggregate(
            before with
            {
                UpdateDueAt = DueAt,
                UpdateAsked = [],
            },
            (state, rung) => state.NotDue(rung)
        );
        return UpdateClock
            .Rungs.Zip([DraftAt, DueAt, PersonAt, HoldingAt, AudienceAt])
            .Aggregate(after, (state, pair) => pair.Second is { } at ? state.Due(pair.First, at) : state);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        DueAt is { } at ? $"Next update due {Ink.Time(at)}" : "No further update is due";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

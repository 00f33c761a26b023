namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>What the stop of the bleeding, its return and its proof mean for the state. Used by the folds of several
/// features.</summary>
public static class Recovery
{
    /// <summary>The bleeding stopped.</summary>
    public static Incident Stopped(Incident before, DateTimeOffset at) =>
        (before with { MitigatedAt = before.MitigatedAt ?? at, WaitingFor = null }).NotDue(DeadlineNames.Wait);

    /// <summary>The symptoms are back: what was proven counts no more, and nothing resolves by itself.</summary>
    public static Incident CameBack(Incident before) => (before with { MitigatedAt = null, Armed = null }).Unproven();

    /// <summary>A check left the baseline: the hold time begins anew when it is back. An armed resolve stays
    /// armed.</summary>
    public static Incident Unproven(this Incident before) =>
        (
            before with
            {
                VerifyStartedAt = null,
                HoldUntil = null,
                SecondLookAt = null,
                SecondLooksAsked = 0,
                HoldIsRead = false,
                HoldWasRead = false,
                HoldIsTyped = false,
                Proofs = [],
                Armed = before.Armed is { } armed ? armed with { At = null } : null,
            }
        )
            .NotDue(DeadlineNames.Hold)
            .NotDue(DeadlineNames.SecondLook);

    /// <summary>The hold time runs.</summary>
    public static Incident Holding(Incident before, DateTimeOffset since, DateTimeOffset until) =>
        (
            before with
            {
                VerifyStartedAt = since,
                HoldUntil = until,
                HoldIsRead = false,
                HoldWasRead = false,
                HoldIsTyped = false,
                Armed = before.Armed is { } armed ? armed with { At = until } : null,
            }
        ).Due(DeadlineNames.Hold, until);

    /// <summary>Whether another change than this one stopped the bleeding.</summary>
    public static bool HoldsWithout(Incident incident, int number) =>
        incident.Mitigations.Any(m => m.Number != number && m.Outcome == MitigationOutcome.Worked);

    /// <summary>When a hold time that begins with a proof of <paramref name="seenAt"/> starts and ends.</summary>
    public static (DateTimeOffset Since, DateTimeOffset Until) HoldOf(
        Incident incident,
        DateTimeOffset seenAt,
        DecisionContext context
    )
    {
        var since = incident.MitigatedAt is { } stopped && stopped > seenAt ? stopped : seenAt;
        var hold = incident.IsTabletop ? TimeSpan.Zero : context.Policy.HoldTime[incident.Severity];
        return (since, since + hold);
    }
}

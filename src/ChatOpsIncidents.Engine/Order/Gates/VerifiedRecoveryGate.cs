using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>Recovery is what monitoring shows; silence is no signal.</summary>
internal static class VerifiedRecoveryGate
{
    private const string Code = "verified-recovery";

    /// <summary>Every recovery check stayed in baseline for the hold time.</summary>
    public static Gate Row { get; } =
        new(Code, new Firmness(Hardness.Hard, Severity.Medium), Missing)
        {
            Lacks = "proof of recovery",
            Step = SettledOrder.Verify,
            Kept = incident => incident.ResolvedAt is null ? null : incident.RecoveryShownBy is not null,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        // Whoever resolves by hand when the hold time is over does not resolve on silence.
        if (
            intention is not Intention.Resolve
            || incident.IsVerified(context.Now)
            || incident.WantsSecondLook(context.Now)
        )
            return null;
        if (incident.HoldUntil is { } until)
        {
            return new Refusal(
                Code,
                $"Recovery was seen at {Markup.Time(incident.VerifyStartedAt ?? context.Now)}; it has to hold until "
                    + $"{Markup.Time(until)}.",
                new NextStep("See the checks", "verify")
            );
        }

        if (incident.CheckCounts is { } shown && incident.ChecksAgainst.Any())
        {
            return new Refusal(
                Code,
                $"Recovery is not proven yet: {Markup.Clean(shown)}.",
                new NextStep("See the checks", "verify"),
                new NextStep("Give another proof", "verify manual")
            );
        }

        return new Refusal(
            Code,
            "Recovery is not proven yet: a dashboard link, the value now and the value before the incident are needed.",
            new NextStep("Give the proof", "verify manual"),
            new NextStep("See the checks", "verify")
        );
    }
}

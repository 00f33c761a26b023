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
            Step = SettledOrder.Verify,
            Kept = incident => incident.ResolvedAt is null ? null : incident.RecoveryShownBy is not null,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Resolve || incident.IsVerified(context.Now))
            return null;
        if (incident.HoldUntil is { } until)
        {
            return new Refusal(
                Code,
                $"Recovery holds since {Ink.Time(incident.VerifyStartedAt ?? context.Now)}; it is proven at "
                    + $"{Ink.Time(until)}.",
                new NextStep("See the checks", "verify")
            );
        }

        return new Refusal(
            Code,
            "Recovery is not proven yet: a dashboard link and the value seen there are needed.",
            new NextStep("Give the proof", "verify manual"),
            new NextStep("See the checks", "verify")
        );
    }
}

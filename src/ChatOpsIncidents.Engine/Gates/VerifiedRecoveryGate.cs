using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Gates;

/// <summary>Recovery is what monitoring shows; silence is no signal.</summary>
public static class VerifiedRecoveryGate
{
    /// <summary>Its name.</summary>
    public const string Code = "verified-recovery";

    /// <summary>Every recovery check stayed in baseline for the hold time.</summary>
    public static Gate Rule { get; } =
        new(
            Code,
            (incident, context) =>
                incident.IsVerified(context.Now) ? null
                : incident.HoldUntil is { } until
                    ? new Refusal(
                        Code,
                        $"Recovery holds since {Ink.Time(incident.VerifyStartedAt ?? context.Now)}; it is proven at "
                            + $"{Ink.Time(until)}.",
                        new NextStep("See the checks", "verify")
                    )
                : new Refusal(
                    Code,
                    "Recovery is not proven yet: a dashboard link and the value seen there are needed.",
                    new NextStep("Give the proof", "verify manual"),
                    new NextStep("See the checks", "verify")
                )
        );
}

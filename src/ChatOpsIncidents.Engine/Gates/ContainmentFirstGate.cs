namespace ChatOpsIncidents.Engine.Gates;

/// <summary>The bleeding first, the cause after.</summary>
public static class ContainmentFirstGate
{
    /// <summary>Its name.</summary>
    public const string Code = "containment-first";

    /// <summary>Containment was tried, works, or is not possible, because.</summary>
    public static Gate Rule { get; } =
        new(
            Code,
            (incident, _) =>
                incident.ContainmentDecided
                    ? null
                    : new Refusal(
                        Code,
                        "First stop the bleeding; the cause comes after.",
                        new NextStep(
                            incident.RollbackReviewed ? "Contain" : "Rollback options",
                            incident.RollbackReviewed ? "mitigate" : "rollback"
                        ),
                        new NextStep("None possible", "mitigate none")
                    )
        );
}

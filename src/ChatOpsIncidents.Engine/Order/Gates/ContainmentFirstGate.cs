using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>The bleeding first, the cause after.</summary>
internal static class ContainmentFirstGate
{
    /// <summary>Containment was tried, works, or is not possible, because.</summary>
    public static Gate Row { get; } =
        new("containment-first", new Firmness(Hardness.Held, Severity.Major), Missing)
        {
            Lacks = "containment",
            Step = SettledOrder.Contain,
            Kept = incident =>
                incident.First(Milestone.Theorized) is { } theory ? ContainedAt(incident) <= theory : null,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (incident.ContainmentDecided || intention is not (Intention.Theory or Intention.Test))
            return null;
        return new Refusal(
            "containment-first",
            "First stop the bleeding; the cause comes after.",
            incident.RollbackReviewed
                ? new NextStep("Contain", "mitigate")
                : new NextStep("Rollback options", "rollback"),
            new NextStep("None possible", "mitigate none")
        );
    }

    private static DateTimeOffset? ContainedAt(Incident incident) =>
        incident.FirstChangeAt ?? incident.MitigatedAt ?? incident.First(Milestone.ContainmentRuledOut);
}

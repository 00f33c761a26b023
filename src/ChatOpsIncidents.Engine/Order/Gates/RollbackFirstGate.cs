using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>The ways back are looked at before anything cleverer: reverting is often fastest. A rollback is its own
/// review.</summary>
internal static class RollbackFirstGate
{
    /// <summary>The options were reviewed, or there is none, because.</summary>
    public static Gate Row { get; } =
        new("rollback-first", new Firmness(Hardness.Held, Severity.Major), Missing)
        {
            Lacks = "a look at the rollback options",
            Step = SettledOrder.WaysBack,
            Kept = incident => FirstMeasured(incident) is { } change ? incident.RollbackReviewedAt <= change : null,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (incident.RollbackReviewed || !Concerns(intention) || StopsDamage(incident, intention))
            return null;
        return new Refusal(
            "rollback-first",
            "First look at the rollback options: a rollback is often the fastest.",
            new NextStep("Rollback options", "rollback"),
            new NextStep("None possible", "rollback none")
        );
    }

    // While data is damaged each minute adds to it: what stops the writes is not looked at twice.
    private static bool StopsDamage(Incident incident, Intention intention) =>
        (incident.Path == IncidentPath.Data || incident.IsDataOpen)
        && intention is Intention.Change change
        && DataGuidance.Stopping.Contains(change.Kind.Name);

    // The order is judged by the first change that had to wait for the look.
    private static DateTimeOffset? FirstMeasured(Incident incident)
    {
        var isData = incident.Path == IncidentPath.Data || incident.DamagedData is not null;
        return incident
            .Mitigations.Find(change => !change.ToldLate && !(isData && DataGuidance.Stopping.Contains(change.Kind)))
            ?.StartedAt;
    }

    private static bool Concerns(Intention intention) =>
        intention is Intention.NoContainment or Intention.Change { Kind.Name: not MitigationKinds.Rollback };
}

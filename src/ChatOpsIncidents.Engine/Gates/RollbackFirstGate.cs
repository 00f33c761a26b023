namespace ChatOpsIncidents.Engine.Gates;

/// <summary>The ways back are looked at before anything cleverer: reverting is often fastest. A rollback is its own
/// review.</summary>
public static class RollbackFirstGate
{
    /// <summary>Its name.</summary>
    public const string Code = "rollback-first";

    /// <summary>The options were reviewed, or there is none, because.</summary>
    public static Gate Rule { get; } =
        new(
            Code,
            (incident, _) =>
                incident.RollbackReviewed
                    ? null
                    : new Refusal(
                        Code,
                        "First look at the ways back: a rollback is often the fastest.",
                        new NextStep("Rollback options", "rollback"),
                        new NextStep("None possible", "rollback none")
                    )
        );
}

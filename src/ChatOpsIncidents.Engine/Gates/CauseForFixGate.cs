namespace ChatOpsIncidents.Engine.Gates;

/// <summary>A change that rests on a cause needs the theory it rests on.</summary>
public static class CauseForFixGate
{
    /// <summary>Its name.</summary>
    public const string Code = "cause-for-fix";

    /// <summary>A theory is being tested, or was confirmed.</summary>
    public static Gate Rule { get; } =
        new(
            Code,
            (incident, _) =>
                incident.Hypotheses.Any(h => h.State is HypothesisState.Active or HypothesisState.Confirmed)
                    ? null
                    : new Refusal(
                        Code,
                        "This change rests on a cause. Which one? A sentence is enough.",
                        new NextStep("State the cause", "hypothesis"),
                        new NextStep("Contain instead", "mitigate")
                    )
        );
}

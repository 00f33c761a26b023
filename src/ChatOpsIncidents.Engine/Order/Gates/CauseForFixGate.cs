using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>A change that rests on a cause needs the theory it rests on.</summary>
internal static class CauseForFixGate
{
    /// <summary>A theory is being tested, or was confirmed.</summary>
    public static Gate Row { get; } =
        new("cause-for-fix", new Firmness(Hardness.Held, Severity.Major), Missing)
        {
            Lacks = "the cause that it rests on",
            Step = SettledOrder.Theory,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Change { Kind.RestsOnCause: true } || incident.HasCause)
            return null;
        return new Refusal(
            "cause-for-fix",
            "This change rests on a cause. Which one? A sentence is enough.",
            new NextStep("State the cause", "hypothesis"),
            new NextStep("Contain instead", "mitigate")
        );
    }
}

using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>One theory at a time; the others wait on the list.</summary>
internal static class OneHypothesisGate
{
    /// <summary>The theory that is being tested has a verdict, with evidence.</summary>
    public static Gate Row { get; } =
        new("one-hypothesis", new Firmness(Hardness.Hard, Severity.Medium), Missing)
        {
            Lacks = "a verdict on the theory that is being tested",
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Theory || incident.ActiveHypothesis is not { } active)
            return null;
        return new Refusal(
            "one-hypothesis",
            $"One theory at a time: #{active.Number} “{active.Text}” is being tested. What did the test show?",
            new NextStep("Confirmed", $"verdict #{active.Number} confirmed"),
            new NextStep("Refuted", $"verdict #{active.Number} refuted"),
            new NextStep("Inconclusive", $"verdict #{active.Number} inconclusive")
        );
    }
}

using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>One change at a time, so that everybody knows what helped.</summary>
internal static class OneChangeGate
{
    /// <summary>The change that is running has an outcome; asked in place.</summary>
    public static Gate Row { get; } = new("one-change", new Firmness(Hardness.Held, Severity.Major), Missing);

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Change { IsBesideAnother: false } change)
            return null;
        if (incident.Running is not { } running)
            return null;
        return new Refusal(
            "one-change",
            $"{running} is still running. Did it help?",
            new NextStep("It worked", $"outcome #{running.Number} worked"),
            new NextStep("No effect", $"outcome #{running.Number} failed"),
            new NextStep("Run both …", $"{change.Line} both:")
        );
    }
}

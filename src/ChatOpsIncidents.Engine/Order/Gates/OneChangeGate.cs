using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>One change at a time, so that everybody knows what helped.</summary>
internal static class OneChangeGate
{
    /// <summary>Every change that is running has an outcome; asked in place.</summary>
    public static Gate Row { get; } =
        new("one-change", new Firmness(Hardness.Held, Severity.Major), Missing)
        {
            Lacks = "the outcome of the change that runs",
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Change { IsBesideAnother: false } change)
            return null;
        Mitigation[] running = [.. incident.RunningChanges];
        if (running is not [.., var last])
            return null;
        var names = string.Join(" and ", running.Select(one => one.ToString()));
        return new Refusal(
            "one-change",
            running.Length == 1
                ? $"{names} is still running. Did it help?"
                : $"{names} are still running. Did they help? The last first:",
            // Only whoever asked sees these: they outlive the answer that somebody else gives.
            new NextStep("It worked", $"outcome #{last.Number} worked turned: no"),
            new NextStep("No effect", $"outcome #{last.Number} failed turned: no"),
            new NextStep("Run both …", $"{change.Line} both:")
        );
    }
}

namespace ChatOpsIncidents.Engine.Gates;

/// <summary>One change at a time, so that everybody knows what helped.</summary>
public static class OneChangeGate
{
    /// <summary>Its name.</summary>
    public const string Code = "one-change";

    /// <summary>The change that is running has an outcome; asked in place.</summary>
    /// <param name="words">The second change's line, for "run both, because".</param>
    public static Gate For(string words) =>
        new(
            Code,
            (incident, _) =>
                incident.Running is not { } running
                    ? null
                    : new Refusal(
                        Code,
                        $"{running} is still running. Did it help?",
                        new NextStep("It worked", $"outcome #{running.Number} worked"),
                        new NextStep("No effect", $"outcome #{running.Number} failed"),
                        new NextStep("Run both …", $"{words} both:")
                    )
        );
}

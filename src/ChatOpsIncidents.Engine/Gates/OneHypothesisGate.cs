namespace ChatOpsIncidents.Engine.Gates;

/// <summary>One theory at a time; the others wait on the list.</summary>
public static class OneHypothesisGate
{
    /// <summary>Its name.</summary>
    public const string Code = "one-hypothesis";

    /// <summary>The theory that is being tested has a verdict, with evidence.</summary>
    public static Gate Rule { get; } =
        new(
            Code,
            (incident, _) =>
                incident.ActiveHypothesis is not { } active
                    ? null
                    : new Refusal(
                        Code,
                        $"One theory at a time: #{active.Number} “{active.Text}” is being tested. What did the test show?",
                        new NextStep("Confirmed", $"verdict #{active.Number} confirmed"),
                        new NextStep("Refuted", $"verdict #{active.Number} refuted"),
                        new NextStep("Inconclusive", $"verdict #{active.Number} inconclusive")
                    )
        );
}

namespace ChatOpsIncidents.Engine.Gates;

/// <summary>Impact first: who, how badly, is it ongoing.</summary>
public static class ImpactFirstGate
{
    private const string Code = "impact-first";

    /// <summary>Before a theory, and before a change that cannot be taken back: all three are known.</summary>
    public static Gate Rule { get; } =
        new(Code, (incident, _) => incident.Impact is { IsKnown: true } ? null : Missing(incident));

    /// <summary>Before a reversible change: the impact was recorded; "unknown" will do.</summary>
    public static Gate ForReversible { get; } =
        new(Code, (incident, _) => incident.Impact is null ? Missing(incident) : null);

    private static Refusal Missing(Incident incident)
    {
        var known = incident.ImpactSoFar ?? ImpactAnswers.None;
        return new Refusal(
            Code,
            $"First the impact, in three taps. Not known yet: {known.Missing}.",
            new NextStep("Impact", "impact"),
            new NextStep("Pass, with a reason", "override impact-first <why>")
        )
        {
            Form = ImpactWords.Ask(known),
        };
    }
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>Impact first: who, how badly, is it ongoing.</summary>
internal static class ImpactFirstGate
{
    /// <summary>Before a theory, and before a change that cannot be taken back, all three are known; before a
    /// reversible change "unknown" will do.</summary>
    public static Gate Row { get; } =
        new("impact-first", new Firmness(Hardness.Held, Severity.Medium), Missing)
        {
            Lacks = "the impact",
            Step = SettledOrder.Impact,
            Kept = Kept,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context) =>
        intention switch
        {
            Intention.Theory when !incident.IsImpactKnown => Ask(incident),
            Intention.Change { IsReversible: false } when !incident.IsImpactKnown => Ask(incident),
            Intention.Change when incident.Impact is null => Ask(incident),
            _ => null,
        };

    private static Refusal Ask(Incident incident)
    {
        var known = incident.ImpactSoFar ?? ImpactAnswers.None;
        return new Refusal(
            "impact-first",
            $"First the impact, in three taps. Not known yet: {known.Missing}.",
            new NextStep("Impact", "impact"),
            new NextStep("Pass, with a reason", "override impact-first <why>")
        )
        {
            Form = ImpactWords.Ask(known),
        };
    }

    private static bool? Kept(Incident incident)
    {
        var theory = incident.First(Milestone.Theorized);
        var change = incident.FirstChangeSeenAt;
        if (theory is null && change is null)
            return null;
        return incident.ImpactAt is { } known && known <= (theory ?? known) && known <= (change ?? known);
    }
}

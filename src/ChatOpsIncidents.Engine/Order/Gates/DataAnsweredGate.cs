using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>Nothing is over while data is wrong, lost or in others' hands, and nobody has said what became of
/// it.</summary>
internal static class DataAnsweredGate
{
    private const string Code = "data-answered";

    /// <summary>The data was said to be repaired, or accepted as it is, because.</summary>
    public static Gate Row { get; } =
        new(Code, new Firmness(Hardness.Hard, Severity.Minor), Missing)
        {
            Lacks = "what became of the data",
            Kept = incident =>
                incident.ResolvedAt is null || incident.DamagedData is null ? null : incident.DataAnswer is not null,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Resolve || !incident.IsDataOpen)
            return null;
        return new Refusal(
            Code,
            $"Data is {incident.DamagedData}: it does not heal by itself. Was it repaired, or is it accepted as it is, "
                + "and why?",
            new NextStep("It is repaired", "data repaired"),
            new NextStep("Accepted, because", "data accepted")
        );
    }
}

using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>People need a couple of days with the report before they talk it over.</summary>
internal static class ReviewNotRushedGate
{
    private const string Code = "review-not-rushed";

    /// <summary>The report was shared long enough before the session.</summary>
    public static Gate Row { get; } =
        new(Code, new Firmness(Hardness.Hard, Severity.Major), Missing) { Lacks = "a couple of days to think it over" };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Session session)
            return null;
        if (incident.Shared is not { } shared)
        {
            return new Refusal(
                Code,
                "First share the report, so that everybody can come prepared.",
                new NextStep("Share the report", "share")
            );
        }

        var earliest = shared.At + context.Policy.AnalysisTime;
        if (session.At >= earliest)
            return null;
        var local = TimeZoneInfo.ConvertTime(earliest.AddMinutes(1), context.Zone);
        return new Refusal(
            Code,
            $"The report was shared {Markup.Time(shared.At)}. A couple of days to think it over end "
                + $"{Markup.Time(earliest)}.",
            new NextStep("Plan it then", $"session {local:yyyy-MM-dd HH:mm} {session.Link}".TrimEnd()),
            new NextStep("Pass, with a reason", $"override {Code} <why>")
        );
    }
}

using System.Globalization;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>Which incidents are compared; null: all.</summary>
/// <param name="Service">Those of a service.</param>
/// <param name="Team">Those of services whose first owner that is.</param>
/// <param name="Severity">Those of a severity.</param>
/// <param name="Quarter">Those declared in a quarter, as <c>2026-Q4</c>, UTC.</param>
public sealed record InsightsFilter(string? Service, string? Team, Severity? Severity, string? Quarter)
{
    /// <summary>Reads what a page's address says; a severity that is none counts as all.</summary>
    public static InsightsFilter Of(string? service, string? team, string? severity, string? quarter) =>
        new(Known(service), Known(team), SeverityWords.Find(severity ?? ""), Known(quarter));

    /// <summary>Whether an incident is among them.</summary>
    public bool Fits(ComparedIncident incident, Catalog catalog) =>
        (Service is null || incident.Figures.Services.Contains(Service, StringComparer.OrdinalIgnoreCase))
        && (Team is null || OwnersOf(incident, catalog).Contains(Team, StringComparer.OrdinalIgnoreCase))
        && (Severity is null || incident.Figures.Severity == Severity)
        && (Quarter is null || incident.Quarter == Quarter);

    /// <summary>The first owners of an incident's services.</summary>
    public static IEnumerable<string> OwnersOf(ComparedIncident incident, Catalog catalog) =>
        incident.Figures.Services.Select(name => catalog.Find(name)?.Owner).OfType<string>().Distinct();

    /// <summary>A quarter's name, <c>2026-Q4</c>, UTC.</summary>
    public static string QuarterOf(DateTimeOffset at)
    {
        var day = at.UtcDateTime;
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year}-Q{(day.Month + 2) / 3}");
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>An incident's figures with what is shown beside them.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Title">Its title.</param>
/// <param name="DeclaredAt">When it was declared.</param>
/// <param name="Figures">What is compared.</param>
public sealed record ComparedIncident(string Id, string Title, DateTimeOffset DeclaredAt, IncidentFigures Figures)
{
    /// <summary>The quarter of its declaration, as <c>2026-Q4</c>, UTC.</summary>
    public string Quarter { get; } = InsightsFilter.QuarterOf(DeclaredAt);
}

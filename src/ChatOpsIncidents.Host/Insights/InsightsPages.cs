using System.Text;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Hangfire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>What incidents teach together: <c>/insights</c>, its CSV, and <c>/actions</c>.</summary>
public static class InsightsPages
{
    /// <summary>Registers the figures.</summary>
    public static void AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<InsightsReader>();
        services.AddSingleton<WeeklyPatterns>();
        services.AddSingleton(
            new RecurringWork(jobs =>
                jobs.AddOrUpdate<WeeklyPatterns>(
                    "patterns",
                    job => job.PostOnce(default),
                    RecurringJobs.EachFiveMinutes
                )
            )
        );
        services.AddSingleton<PatternWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<PatternWatch>());
    }

    /// <summary>Maps the pages.</summary>
    public static void MapInsights(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/insights", Show);
        routes.MapGet("/insights.csv", Csv);
        routes.MapGet("/actions", Actions);
        routes.MapGet("/drills", Drills);
    }

    private static async Task<IResult> Show(
        HttpContext http,
        InsightsReader reader,
        CatalogSource catalog,
        PolicySource policy,
        TimeProvider clock,
        [AsParameters] InsightsQuery query,
        CancellationToken ct
    )
    {
        var all = await reader.Read(WebAccess.Of(http), ct);
        var filter = query.Filter;
        var chosen = all.Where(incident => filter.Fits(incident, catalog.Current)).ToArray();
        return new RazorComponentResult<InsightsPage>(
            new
            {
                All = all,
                Filter = filter,
                Catalog = catalog.Current,
                Comparison = Comparison.Of(chosen, policy.Current.TimeZone),
                Order = Trend.Of(chosen, clock.GetUtcNow()),
                Query = http.Request.QueryString.Value ?? "",
            }
        );
    }

    private static async Task<IResult> Csv(
        HttpContext http,
        InsightsReader reader,
        CatalogSource catalog,
        [AsParameters] InsightsQuery query,
        CancellationToken ct
    )
    {
        var all = await reader.Read(WebAccess.Of(http), ct);
        var filter = query.Filter;
        var csv = FiguresCsv.Write(all.Where(incident => filter.Fits(incident, catalog.Current)));
        return TypedResults.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", "insights.csv");
    }

    private static async Task<IResult> Drills(HttpContext http, IPlayedDrills played, CancellationToken ct) =>
        new RazorComponentResult<DrillsPage>(new { Played = await played.Of(WebAccess.Of(http), ct) });

    private static async Task<IResult> Actions(
        HttpContext http,
        InsightsReader reader,
        CatalogSource catalog,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        new RazorComponentResult<ActionsPage>(
            new
            {
                Open = OpenAction.In(await reader.Read(WebAccess.Of(http), ct), catalog.Current),
                Now = clock.GetUtcNow(),
            }
        );
}

/// <summary>What the address of a page chooses.</summary>
/// <param name="Service">A service's name.</param>
/// <param name="Team">A team's, as an owner in the catalogue.</param>
/// <param name="Severity">A severity's word.</param>
/// <param name="Quarter">A quarter, as <c>2026-Q4</c>.</param>
public sealed record InsightsQuery(string? Service, string? Team, string? Severity, string? Quarter)
{
    /// <summary>The choice.</summary>
    public InsightsFilter Filter => InsightsFilter.Of(Service, Team, Severity, Quarter);
}

/// <summary>An action that is open, with where it comes from.</summary>
/// <param name="Incident">Its incident.</param>
/// <param name="Team">The first owner of the incident's first known service; empty: nobody's.</param>
/// <param name="Action">The action.</param>
public sealed record OpenAction(ComparedIncident Incident, string Team, ActionFigure Action)
{
    /// <summary>All that are open, the longest overdue first.</summary>
    public static IReadOnlyList<OpenAction> In(IEnumerable<ComparedIncident> incidents, Catalog catalog) =>
        [
            .. incidents
                .SelectMany(incident =>
                    incident
                        .Figures.Actions.Where(action => action.DoneAt is null)
                        .Select(action => new OpenAction(
                            incident,
                            InsightsFilter.OwnersOf(incident, catalog).FirstOrDefault() ?? "",
                            action
                        ))
                )
                .OrderBy(open => open.Action.DueAt),
        ];
}

using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Pages.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>The runbooks and playbooks as pages: to be read whole, and when chat is down.</summary>
public static class GuidePages
{
    /// <summary>Maps <c>/runbooks</c>, <c>/runbooks/{name}</c> and <c>/playbooks/{name}</c>.</summary>
    public static void MapGuides(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/runbooks",
            (CatalogSource catalog) => new RazorComponentResult<GuideList>(new { Catalog = catalog.Current })
        );
        routes.MapGet(
            "/runbooks/{name}",
            (CatalogSource catalog, TimeProvider clock, string name) => Show(catalog.Current.Runbook(name), clock)
        );
        routes.MapGet(
            "/playbooks/{name}",
            (CatalogSource catalog, TimeProvider clock, string name) => Show(catalog.Current.Playbook(name), clock)
        );
    }

    private static IResult Show(Guide? guide, TimeProvider clock) =>
        guide is null
            ? new RazorComponentResult<NoPage>(
                new Dictionary<string, object?>
                {
                    ["Heading"] = "No such page",
                    ["Text"] = "The catalogue has no runbook and no playbook of that name.",
                }
            )
            {
                StatusCode = StatusCodes.Status404NotFound,
            }
            : new RazorComponentResult<GuidePage>(
                new
                {
                    Guide = guide,
                    Faults = GuideLint.Faults(
                        guide,
                        DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
                        Language.Whole
                    ),
                }
            );
}

using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Pages.Views;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>The page on which several people write a review at once. What they send are the same commands as in chat;
/// two who write one section at the same time keep both texts.</summary>
internal static class ReviewPages
{
    /// <summary>Maps the page, its state for scripts, and what says that somebody writes.</summary>
    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/incidents/{id}/review", Show);
        routes.MapGet("/incidents/{id}/review/state", State);
        routes.MapPost("/incidents/{id}/review/writing", Writing);
    }

    private static async Task<IResult> Show(
        HttpContext http,
        TimelineReader reader,
        CatalogSource catalog,
        ReviewWriters writers,
        INotes notes,
        IAntiforgery forgery,
        string id,
        CancellationToken ct
    )
    {
        var viewer = WebAccess.Of(http);
        if (await reader.Read(viewer, id, ct) is not { Incident: var incident })
            return IncidentPages.Unknown(id);
        return new RazorComponentResult<ReviewPage>(
            new
            {
                Incident = incident,
                catalog.Current,
                Writers = await writers.Of(incident.Id, ct),
                Notes = await notes.Of(incident.Id, ct),
                Token = IncidentPages.TokenField(http, forgery),
                Name = viewer.Person?.Name,
            }
        );
    }

    private static async Task<IResult> State(
        HttpContext http,
        TimelineReader reader,
        CatalogSource catalog,
        ReviewWriters writers,
        string id,
        CancellationToken ct
    )
    {
        if (await reader.Read(WebAccess.Of(http), id, ct) is not { Incident: var incident })
            return TypedResults.NotFound();
        var writing = await writers.Of(incident.Id, ct);
        return TypedResults.Json(
            new
            {
                sections = ReviewSheet
                    .Of(incident, catalog.Current)
                    .Select(sheet => new
                    {
                        key = sheet.Section.Key,
                        text = sheet.Text,
                        seq = sheet.Seq,
                        standing = ReviewWords.Standing(sheet),
                        blame = sheet.Marks.Select(ReviewWords.Blame),
                        writing = writing[sheet.Section.Key],
                    }),
                missing = ReviewWords.Missing(incident),
            }
        );
    }

    private static async Task<IResult> Writing(
        HttpContext http,
        IncidentAccess access,
        IAntiforgery forgery,
        ReviewWriters writers,
        string id,
        [FromForm] string section,
        [FromForm(Name = "as")] string? name,
        CancellationToken ct
    )
    {
        if (!await forgery.IsRequestValidAsync(http))
            return PageCommand.Reload();
        var viewer = WebAccess.Of(http);
        if (await access.Find(viewer, id, ct) is not { } known)
            return TypedResults.NotFound();
        if (PageCommand.Who(viewer, name) is not { } by || ReviewSection.Find(section) is not { } meant)
            return TypedResults.BadRequest("Say who you are, and which section you write.");
        await writers.Say(known, meant.Key, by, ct);
        return TypedResults.NoContent();
    }
}

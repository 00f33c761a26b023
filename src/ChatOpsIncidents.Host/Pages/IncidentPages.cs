using System.Text.Encodings.Web;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pages.Views;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Signals;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>The pages people read, and the command line that works when chat is down. They stand behind
/// <see cref="WebAccess"/>; each asks <see cref="IncidentAccess"/> what its reader may see.</summary>
public static class IncidentPages
{
    private const int ListMax = 100;
    private const int FailingMax = 50;

    /// <summary>Maps <c>/</c>, <c>/incidents</c>, <c>/incidents/{id}</c>, the review,
    /// <c>/ops</c> and the guides.</summary>
    public static void MapIncidentPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => TypedResults.Redirect("/incidents"));
        routes.MapGet("/incidents", List);
        routes.MapGet("/incidents/{id}", Show);
        routes.MapGet("/incidents/{id}/live", Live);
        routes.MapGet("/incidents/{id}/stream", Stream);
        routes.MapGet("/incidents/{id}/export/{format}", Export);
        routes.MapGet("/incidents/{id}/evidence/{sha256}", Evidence);
        routes.MapPost("/incidents/{id}/command", PageCommand.Run);
        routes.MapPost("/incidents/{id}/form", PageCommand.RunForm);
        routes.MapReview();
        routes.MapGet("/ops", Ops);
        routes.MapGuides();
    }

    private static async Task<IResult> List(HttpContext http, TimelineReader reader, CancellationToken ct) =>
        Page<IncidentList>(
            new { Incidents = await reader.List(WebAccess.Of(http), false, long.MaxValue, ListMax, ct) }
        );

    private static async Task<IResult> Ops(
        NpgsqlDataSource source,
        TimeProvider clock,
        DeadlineSweep deadlines,
        InboxWorker inbox,
        HookSources hooks,
        HookRefusals refusals,
        IOutsideHealth outside,
        CancellationToken ct
    ) =>
        Page<OpsPage>(
            new
            {
                Health = await OpsHealth.Read(source, clock, ct),
                Deadlines = await deadlines.Failing(FailingMax, ct),
                Requests = await inbox.Failing(FailingMax, ct),
                Sources = await hooks.Read(ct),
                Refusals = refusals.All,
                Outside = outside.Rows,
            }
        );

    private static async Task<IResult> Show(
        HttpContext http,
        TimelineReader reader,
        PolicySource policy,
        IAntiforgery forgery,
        TimeProvider clock,
        CheckPictures checks,
        PdfPrinter printer,
        string id,
        CancellationToken ct
    )
    {
        var viewer = WebAccess.Of(http);
        if (await reader.Read(viewer, id, ct) is not { } document)
            return Unknown(id);
        return Page<IncidentPage>(
            new
            {
                Document = document,
                Next = Next(document, policy, clock),
                Token = TokenField(http, forgery),
                Name = viewer.Person?.Name,
                Checks = await checks.Of(document.Incident, ct),
                CanPrint = printer.IsInstalled,
            }
        );
    }

    private static async Task<IResult> Live(
        HttpContext http,
        TimelineReader reader,
        PolicySource policy,
        TimeProvider clock,
        CheckPictures checks,
        string id,
        CancellationToken ct
    ) =>
        await reader.Read(WebAccess.Of(http), id, ct) is { } document
            ? Page<LiveIncident>(
                new
                {
                    Document = document,
                    Next = Next(document, policy, clock),
                    Checks = await checks.Of(document.Incident, ct),
                }
            )
            : Unknown(id);

    private static async Task<IResult> Stream(
        HttpContext http,
        IncidentAccess access,
        IncidentChanges changes,
        string id,
        CancellationToken ct
    )
    {
        var viewer = WebAccess.Of(http);
        return await access.Find(viewer, id, ct) is { } known
            ? TypedResults.ServerSentEvents(Changes(access, changes, viewer, known, ct))
            : Unknown(id);
    }

    // An incident may become private while somebody listens.
    private static async IAsyncEnumerable<string> Changes(
        IncidentAccess access,
        IncidentChanges changes,
        Viewer viewer,
        string id,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        yield return "ready";
        await foreach (var changed in changes.Listen(ct))
        {
            if (changed != id)
                continue;
            if (await access.Find(viewer, id, ct) is null)
                yield break;
            yield return "changed";
        }
    }

    private static async Task<IResult> Export(
        HttpContext http,
        IncidentAccess access,
        TimelineReader reader,
        string id,
        string format,
        CancellationToken ct
    )
    {
        if (await access.Find(WebAccess.Of(http), id, ct) is not { } known)
            return Unknown(id);
        if (!Engine.Exports.TimelineExport.Formats.Contains(format))
            return TypedResults.NotFound();
        return ExportResult.Of(await reader.Render(known, format, ExportResult.Patience, ct));
    }

    private static async Task<IResult> Evidence(
        HttpContext http,
        IncidentAccess access,
        KeptFiles files,
        string id,
        string sha256,
        CancellationToken ct
    ) =>
        await access.Find(WebAccess.Of(http), id, ct) is { } known
            ? await ReadApi.Kept(files, known, sha256, ct)
            : Unknown(id);

    private static NextStepView Next(TimelineDocument document, PolicySource policy, TimeProvider clock) =>
        NextStepView.Of(
            document.Incident,
            new DecisionContext(clock.GetUtcNow(), Person.System, policy.Current) { Language = Language.Whole }
        );

    /// <summary>The hidden field without which nothing that a page sends is taken.</summary>
    internal static MarkupString TokenField(HttpContext http, IAntiforgery forgery)
    {
        var tokens = forgery.GetAndStoreTokens(http);
        return new MarkupString(
            $"<input type=\"hidden\" name=\"{tokens.FormFieldName}\" "
                + $"value=\"{HtmlEncoder.Default.Encode(tokens.RequestToken!)}\">"
        );
    }

    /// <summary>There is no such incident, or none for this reader: the two must look the same.</summary>
    internal static IResult Unknown(string id) =>
        WebAccess.Page(
            "No such incident",
            $"There is no incident {id} here, or it is private.",
            StatusCodes.Status404NotFound
        );

    private static RazorComponentResult<TPage> Page<TPage>(object parameters)
        where TPage : IComponent => new(parameters);
}

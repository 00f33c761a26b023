using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>The read API: incidents and their timelines, for those who hold a token of <c>Api:Tokens</c>. Private
/// incidents are not in it.</summary>
public static class ReadApi
{
    private const int PageSize = 50;

    private const string GoOn =
        "Wait until it is over. A rollback is not held up; if something else cannot wait, ask who leads the incident.";

    /// <summary>Maps <c>/api/v1/incidents…</c> and <c>/api/v1/freeze</c>.</summary>
    public static void MapReadApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter<ApiTokens>();
        api.MapGet("/incidents", List);
        api.MapGet("/incidents/{id}", One);
        api.MapGet("/incidents/{id}/timeline", Timeline);
        api.MapGet("/incidents/{id}/evidence/{sha256}", Evidence);
        api.MapGet("/freeze", Freeze);
    }

    private static async Task<IResult> List(TimelineReader reader, string? status, long? before, CancellationToken ct)
    {
        if (status is not (null or "all" or "open"))
            return Fault("status is “open” or “all”.");
        var incidents = await reader.List(Viewer.OfHost, status == "open", before ?? long.MaxValue, PageSize, ct);
        return TypedResults.Json(new { incidents = incidents.Select(Row) });
    }

    private static async Task<IResult> One(TimelineReader reader, string id, CancellationToken ct) =>
        await reader.Read(Viewer.OfHost, id, ct) is { } document
            ? TypedResults.Json(JsonNode.Parse(TimelineJson.Write(document))!["incident"])
            : Unknown(id);

    private static async Task<IResult> Timeline(
        TimelineReader reader,
        PdfPrinter pdf,
        string id,
        string? format,
        CancellationToken ct
    )
    {
        var wanted = (format ?? "json").ToLowerInvariant();
        if (!TimelineExport.Formats.Contains(wanted))
            return Fault($"format is one of {string.Join(", ", TimelineExport.Formats)}.");
        if (await reader.Read(Viewer.OfHost, id, ct) is not { } document)
            return Unknown(id);
        if (wanted != "pdf")
        {
            var file = TimelineExport.Render(document, wanted);
            return TypedResults.Text(file.Text, file.ContentType);
        }

        return ExportResult.Of(await pdf.Print(TimelineExport.Printable(document), ExportResult.Patience, ct));
    }

    private static async Task<IResult> Evidence(
        IncidentAccess access,
        KeptFiles files,
        string id,
        string sha256,
        CancellationToken ct
    ) => await access.Find(Viewer.OfHost, id, ct) is { } known ? await Kept(files, known, sha256, ct) : Unknown(id);

    /// <summary>A kept copy, as a download: what strangers wrote is never shown as a page of ours.</summary>
    internal static async Task<IResult> Kept(KeptFiles files, string incidentId, string sha256, CancellationToken ct) =>
        await files.Find(incidentId, sha256, ct) is { } file
            ? TypedResults.File(file.Bytes, "application/octet-stream", file.Name)
            : TypedResults.NotFound<object>(new { error = "There is no copy of that digest, or it was erased." });

    // 423 Locked, so that a pipeline needs no more than the status. Of a private incident nothing is said but that it
    // freezes.
    private static async Task<IResult> Freeze(FreezeReader freezes, string? service, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(service))
            return Fault("Say which service: /api/v1/freeze?service=checkout.");
        var (known, by, isVisible) = await freezes.Read(Viewer.OfHost, service.Trim(), ct);
        if (by?.Freeze is not { } freeze)
            return TypedResults.Json(new { frozen = false, known });
        var since = FactHash.Utc(freeze.Since);
        object answer = isVisible
            ? new
            {
                frozen = true,
                known,
                incident = by.Id,
                since,
                reason = freeze.Why,
                next = GoOn,
            }
            : new
            {
                frozen = true,
                known,
                since,
                next = GoOn,
            };
        return TypedResults.Json(answer, statusCode: StatusCodes.Status423Locked);
    }

    private static object Row(IncidentSummary incident) =>
        new
        {
            incident.Id,
            incident.Title,
            severity = incident.Severity.ToString(),
            phase = incident.Phase.ToString(),
            incident.Lead,
            incident.Services,
            declaredAt = FactHash.Utc(incident.DeclaredAt),
            drill = incident.IsDrill,
        };

    private static NotFound<object> Unknown(string id) =>
        TypedResults.NotFound<object>(new { error = $"There is no incident {id}." });

    private static BadRequest<object> Fault(string sentence) =>
        TypedResults.BadRequest<object>(new { error = sentence });
}

/// <summary>Lets in those who bring a bearer token of <c>Api:Tokens:&lt;name&gt;</c>; compared in constant
/// time.</summary>
public sealed class ApiTokens(IConfiguration configuration) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (IsKnown(context.HttpContext.Request))
            return await next(context);
        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Json(
            new { error = "Send a token of Api:Tokens as “Authorization: Bearer …”." },
            statusCode: StatusCodes.Status401Unauthorized
        );
    }

    /// <summary>Whether a request brings one.</summary>
    public bool IsKnown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        return given.Length > 0 && IsKnown(given);
    }

    private bool IsKnown(string given)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        return configuration
            .GetSection("Api:Tokens")
            .GetChildren()
            .Where(token => !string.IsNullOrEmpty(token.Value))
            .Aggregate(
                false,
                (known, token) =>
                    CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(token.Value!)))
                    | known
            );
    }
}

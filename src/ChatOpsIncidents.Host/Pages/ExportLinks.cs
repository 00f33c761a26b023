using System.Globalization;
using System.Security.Cryptography;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Links that prove themselves: what they open and until when is sealed with the hosts' own keys.</summary>
public sealed class ExportLinks(IDataProtectionProvider protection, IConfiguration configuration, TimeProvider clock)
    : IExportLinks
{
    /// <summary>Below it lies what such links open.</summary>
    public const string Path = "/exports";

    /// <summary>How long a link opens something.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private readonly IDataProtector _seal = protection.CreateProtector("export-links");

    /// <inheritdoc/>
    public string? To(string incidentId, string format)
    {
        if (configuration["Web:BaseUrl"] is not { Length: > 0 } pages)
            return null;
        var until = (clock.GetUtcNow() + Lasts).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{pages.TrimEnd('/')}{Path}/{_seal.Protect($"{incidentId} {format} {until}")}";
    }

    /// <summary>Maps <c>GET /exports/{token}</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(
            Path + "/{token}",
            async (string token, ExportLinks links, IExportRenderer renderer, CancellationToken ct) =>
                links.Read(token) is var (incident, format)
                && await renderer.Render(incident, format, ct) is ExportEnd.Made(var file)
                    ? Results.File(file.Bytes, file.ContentType, file.Name)
                    : WebAccess.Page(
                        "This link opens nothing",
                        "It is older than a week, or not whole. Ask for the export once more.",
                        StatusCodes.Status404NotFound
                    )
        );

    private (string Incident, string Format)? Read(string token)
    {
        try
        {
            return
                _seal.Unprotect(token).Split(' ') is [var incident, var format, var until]
                && (format == Effect.Upload.CalendarFormat || ExportFormats.All.Contains(format))
                && long.Parse(until, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                ? (incident, format)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

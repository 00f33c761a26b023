using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Invitations;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>What leaves the house is sealed first: the file vouches for the messages in it, also for those of the last
/// minute.</summary>
internal sealed class SealedExports(
    TimelineReader reader,
    MessageSealing sealing,
    CheckPictures checks,
    SessionCalendar calendars
) : IExportRenderer
{
    /// <inheritdoc/>
    public async Task<ExportEnd> Render(string incidentId, string format, CancellationToken ct)
    {
        if (format == Effect.Upload.ChecksFormat)
            return await Picture(incidentId, ct);
        if (format == Effect.Upload.CalendarFormat)
            return await Calendar(incidentId, ct);
        await sealing.SealOnce(incidentId, ct);
        var written = format == Effect.Upload.CanvasFormat ? "md" : format;
        return await reader.Render(incidentId, written, TimeSpan.Zero, ct);
    }

    private async Task<ExportEnd> Calendar(string incidentId, CancellationToken ct) =>
        await reader.Read(incidentId, ct) is { } document && calendars.FileOf(document.Incident) is { } file
            ? new ExportEnd.Made(file)
            : new ExportEnd.Impossible("no session of its own is planned");

    private async Task<ExportEnd> Picture(string incidentId, CancellationToken ct)
    {
        if (await reader.Read(incidentId, ct) is not { } document)
            return new ExportEnd.Impossible($"there is no incident {incidentId}");
        var pictures = await checks.Of(document.Incident, ct);
        var name = string.Join(", ", pictures.Where(picture => picture.IsDrawn).Select(picture => picture.Check.Name));
        return CheckPng.Of(pictures) is { } png
            ? new ExportEnd.Made(new RenderedFile($"{name}.png", "image/png", png))
            : new ExportEnd.Impossible("no check has been read yet");
    }
}

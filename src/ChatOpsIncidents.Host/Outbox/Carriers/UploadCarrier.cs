using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Renders the timeline as it is now, and uploads it; whoever asked for it hears when it cannot be
/// had.</summary>
public sealed class UploadCarrier(IExportRenderer renderer, ChatCarrier chat, IExportLinks? links = null)
    : IEffectCarrier
{
    // Only so many are printed at a time, and nobody waits for a printer with a worker's place.
    private static readonly TimeSpan PrinterWait = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Upload);

    /// <summary>A page of a long incident takes its time to print, and a large file to go up.</summary>
    public TimeSpan? TimeLimit { get; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var upload = (Effect.Upload)delivery.Effect;
        List<RenderedFile> files = [];
        ExportEnd? last = null;
        foreach (var format in upload.Formats())
        {
            last = await renderer.Render(delivery.IncidentId, format, ct);
            if (last is ExportEnd.Made(var file))
                files.Add(file with { Link = links?.To(delivery.IncidentId, format) });
        }

        if (files is [var first, .. var more])
            return await chat.Deliver(platform, delivery with { File = first, MoreFiles = more }, ct);

        return last switch
        {
            ExportEnd.Impossible(var why) => new AttemptEnd.GiveUp(why) { ForPeople = why },
            ExportEnd.Failed(var why) => new AttemptEnd.TryAgain(null, why),
            _ => new AttemptEnd.TryAgain(PrinterWait, "The printer is busy."),
        };
    }

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end)
    {
        var upload = (Effect.Upload)effect;
        if (upload.Format is Effect.Upload.ChecksFormat or Effect.Upload.CalendarFormat)
            return null; // its words stand beside it
        return end is AttemptEnd.GiveUp given ? new ReportNoUpload(upload.Format, upload.For, given.ForPeople) : null;
    }
}

using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Renders the timeline as it is now, and uploads it.</summary>
public sealed class UploadCarrier(IExportRenderer renderer, ChatCarrier chat) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Upload);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var format = ((Effect.Upload)delivery.Effect).Format;
        var file = await renderer.Render(delivery.IncidentId, format, ct);
        return file is null
            ? new AttemptEnd.GiveUp($"This installation cannot make {format} files.")
            : await chat.Deliver(platform, delivery with { File = file }, ct);
    }
}

using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Keeps copies of files that are evidence, and tells the incident whether that worked.</summary>
public sealed class FileCarrier(KeptFiles files, ChatCarrier chat) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.KeepFile);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct) =>
        chat.Find(platform) is { } found
            ? await files.Keep(found, delivery, (Effect.KeepFile)delivery.Effect, ct)
            : ChatCarrier.NotConnected(platform);

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end)
    {
        var asked = (Effect.KeepFile)effect;
        return end switch
        {
            AttemptEnd.Kept(var file) => new ReportFile(file),
            AttemptEnd.GiveUp(var why) => new ReportNoFile(asked.Entry, asked.FileId, why),
            _ => null,
        };
    }
}

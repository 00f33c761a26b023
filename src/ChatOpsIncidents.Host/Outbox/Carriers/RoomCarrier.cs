using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Opens rooms, and tells the incident that its room is open, or that there will be none.</summary>
public sealed class RoomCarrier(ChatCarrier chat) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.OpenRoom);

    /// <inheritdoc/>
    public Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct) =>
        chat.Deliver(platform, delivery, ct);

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end) =>
        end switch
        {
            AttemptEnd.Done { Reference: { } room } => new ReportRoom(room.ChannelId, room.Name ?? room.ChannelId),
            AttemptEnd.GiveUp given => new ReportNoRoom(given.ForPeople),
            _ => null,
        };
}

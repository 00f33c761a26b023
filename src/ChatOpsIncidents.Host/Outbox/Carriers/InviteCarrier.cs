using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Invites people; who cannot be let in hears of it.</summary>
public sealed class InviteCarrier(ChatCarrier chat) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Invite);

    /// <inheritdoc/>
    public Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct) =>
        chat.Deliver(platform, delivery, ct);

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end) =>
        end is AttemptEnd.GiveUp given ? new ReportNotInvited(((Effect.Invite)effect).People, given.ForPeople) : null;
}

using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Renders a person's home tab as it is now, where the platform has such a thing.</summary>
public sealed class HomeCarrier(IHomeRenderer homes, ChatCarrier chat) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.PublishHome);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        if (chat.Find(platform) is not { HasHomeTab: true })
            return new AttemptEnd.Needless("The platform has no home tab.");
        var person = ((Effect.PublishHome)delivery.Effect).Person;
        var home = await homes.Render(platform, delivery.Workspace, person, ct);
        return await chat.Deliver(platform, delivery with { Home = home }, ct);
    }
}

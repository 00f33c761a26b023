using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Wakes people by the paging system that knows them, else by chat.</summary>
public sealed class PageCarrier(IEnumerable<IPageCarrier> pagers, ChatCarrier chat) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Page);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        foreach (var pager in pagers)
        {
            if (await pager.Deliver(delivery, ct) is { } end)
                return end;
        }

        return await chat.Deliver(platform, delivery, ct);
    }
}

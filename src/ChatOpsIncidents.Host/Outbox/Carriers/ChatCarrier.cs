using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Hands effects to the chat platform of their incident.</summary>
public sealed class ChatCarrier(IEnumerable<IChatPlatform> platforms)
{
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    /// <summary>The platform of that name; null: it is not connected here.</summary>
    public IChatPlatform? Find(string platform) => _platforms.GetValueOrDefault(platform);

    /// <summary>Has the platform carry an effect out.</summary>
    public Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct) =>
        Find(platform)?.Deliver(delivery, ct) ?? Task.FromResult(NotConnected(platform));

    /// <summary>The end where the platform is not connected.</summary>
    internal static AttemptEnd NotConnected(string platform) =>
        new AttemptEnd.GiveUp($"“{platform}” is no chat platform that is connected here.");
}

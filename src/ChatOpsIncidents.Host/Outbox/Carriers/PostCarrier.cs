using System.Globalization;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Posts messages, and tells the incident that its room is lost, or that words of it reached nobody.</summary>
public sealed class PostCarrier(ChatCarrier chat) : IEffectCarrier
{
    private const string FactKey = "fact-";

    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Post);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var end = await chat.Deliver(platform, delivery, ct);
        return end is AttemptEnd.PlaceLost lost && !IsInRoom((Effect.Post)delivery.Effect)
            ? new AttemptEnd.GiveUp(lost.Why) { ForPeople = lost.ForPeople }
            : end;
    }

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end) =>
        end switch
        {
            AttemptEnd.PlaceLost lost => new ReportRoomLost(lost.ChannelId, lost.ForPeople),
            AttemptEnd.GiveUp given when effect is Effect.Post { Key: not Keys.Card } post && IsInRoom(post) =>
                new ReportUnread(FactOf(post), given.ForPeople) { Said = post.Message },
            _ => null,
        };

    private static bool IsInRoom(Effect.Post post) =>
        post.To.IsRoom || (post.To.IsThread && post.To != Destination.OriginThread);

    private static long? FactOf(Effect.Post post) =>
        post.To.IsRoom
        && post.Key.StartsWith(FactKey, StringComparison.Ordinal)
        && long.TryParse(post.Key.AsSpan(FactKey.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : null;
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Posts what may be posted once.</summary>
internal sealed class TeamsPosts(TeamsClient client, TeamsMessages messages, TeamsHistory history)
{
    /// <summary>Posts a message. After an unclear outcome Graph is asked, where it may be, before it is repeated. Where
    /// Graph refuses the look, it is repeated once, as where there is nobody to ask.</summary>
    public async Task<(TeamsAnswer Answer, bool IsLookedFor)> Once(
        Delivery delivery,
        string conversation,
        ChatMessage message,
        bool isRefreshed,
        CancellationToken ct
    )
    {
        TeamsAnswer? found = null;
        if (delivery.EarlierOutcomeUnclear && history.CanAsk(conversation))
            found = await history.Find(conversation, delivery.EffectId, ct);
        if (found is not (null or TeamsAnswer.Ok { Id: null } or TeamsAnswer.Refused))
            return (found, true);
        var activity = messages.Activity(message, isRefreshed, delivery.EffectId);
        return (await client.Post(conversation, activity, ct), found is TeamsAnswer.Ok);
    }
}

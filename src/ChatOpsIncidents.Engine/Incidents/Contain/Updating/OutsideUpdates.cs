using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Brings words to those who wait outside: under the post where it was declared, under the one in the
/// announcement channel, and to those who follow.</summary>
public static class OutsideUpdates
{
    /// <summary>All of it; nothing where only those inside may hear.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="message">The words.</param>
    /// <param name="key">Begins the messages' keys.</param>
    /// <param name="taps">What those who follow can do; null: stop it.</param>
    public static IEnumerable<Effect> Of(
        Incident incident,
        ChatMessage message,
        string key,
        IReadOnlyList<ChatAction>? taps = null
    )
    {
        if (!AnnouncementView.IsPublic(incident))
            yield break;
        if (AnnouncementView.HasOriginPost(incident))
            yield return new Effect.Post(Destination.OriginThread, message, key + "-origin") { IfThere = true };
        yield return new Effect.Post(Destination.AnnouncementThread, message, key + "-announced") { IfThere = true };
        foreach (var person in incident.Followers)
            yield return new Effect.Direct(
                person.Id,
                message with
                {
                    Actions = taps ?? [new ChatAction("Stop following", "follow stop")],
                },
                $"{key}-{person.Id}"
            );
    }
}

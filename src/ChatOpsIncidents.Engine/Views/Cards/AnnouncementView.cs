using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>What those outside read of an incident: one post, kept up to date; updates stand under it.</summary>
public static class AnnouncementView
{
    /// <summary>Whether anybody outside its room may read of it.</summary>
    public static bool IsPublic(Incident incident) => !incident.IsPrivate && !incident.IsDrill;

    /// <summary>Whether there is a post where it was declared, under which updates can stand.</summary>
    public static bool HasOriginPost(Incident incident) =>
        !incident.IsPrivate
        && incident.Origin?.ChannelId is { } channel
        && channel != incident.RoomId
        && incident.RoomThread is null;

    /// <summary>The post as it is now.</summary>
    public static ChatMessage Render(Incident incident) =>
        new()
        {
            Body = string.Join('\n', Lines(incident)),
            Facts = [.. Facts(incident)],
            Actions = incident.IsRunning ? [new ChatAction("Join", "join"), new ChatAction("Follow", "follow")] : [],
        };

    /// <summary>What changes of it since before.</summary>
    public static IEnumerable<Effect> Changes(Incident before, Incident after)
    {
        if (after.IsPrivate || after.Seq == 0)
            yield break;
        var now = Render(after);
        if (now.Equals(Render(before)))
            yield break;
        if (after.Origin?.ChannelId is not null)
            yield return new Effect.Edit(Keys.Origin, now) { IfThere = true };
        if (!after.IsDrill)
            yield return new Effect.Edit(Keys.Announcement, now) { IfThere = true };
    }

    private static IEnumerable<string> Lines(Incident incident)
    {
        yield return $"{Markup.Bold(incident.Id)} {Markup.Clean(incident.Title)} ({incident.Severity}). "
            + $"{WhereTo(incident)}";
        if (incident.Updates.LastOrDefault() is { } last)
            yield return $"{Markup.Ago(last.At)}: {Markup.Clean(last.What)}";
    }

    private static IEnumerable<ChatFact> Facts(Incident incident)
    {
        if (incident.Phase is Phase.Undeclared or Phase.Declared)
            yield break;
        yield return new ChatFact("Phase", incident.Phase.ToString());
        if (incident.Impact is { } impact)
            yield return new ChatFact("Impact", Markup.Clean(ImpactText.Of(impact)));
        if (incident.IsRunning)
            yield return new ChatFact("Lead", incident.Lead?.Name ?? "nobody yet");
        if (incident is { IsRunning: true, UpdateDueAt: { } due } && !incident.Updates.IsEmpty)
            yield return new ChatFact("Next update", Markup.Time(due));
    }

    private static string WhereTo(Incident incident)
    {
        if (incident.RoomThread is not null)
            return "This thread is its room.";
        return incident.RoomId is { } room ? $"Room: {Markup.Channel(room)}" : "A room is being opened.";
    }
}

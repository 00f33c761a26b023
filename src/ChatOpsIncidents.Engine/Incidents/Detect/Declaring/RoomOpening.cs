using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary>What belongs into a new room. It waits for the room, and fails apart from it.</summary>
public static class RoomOpening
{
    /// <summary>The room itself.</summary>
    public static Effect Of(Incident after, string name) =>
        new Effect.OpenRoom(name, after.IsPrivate)
        {
            People = after.IsPrivate ? [.. after.Joined.Select(person => person.Id)] : null,
        };

    /// <summary>The people first, then the card, and last what only makes the room handier.</summary>
    public static IEnumerable<Effect> Inside(Incident after, DecisionContext context)
    {
        if (after.Joined.Count > 0)
            yield return new Effect.Invite([.. after.Joined.Select(person => person.Id)]);
        yield return new Effect.Post(Destination.Room, CardView.Render(after, context), Keys.Card);
        yield return new Effect.Pin(Keys.Card);
        yield return new Effect.SetTopic(CardView.Topic(after));
        foreach (var bookmark in ServicesAdded.Bookmarks(after.Services, context))
            yield return bookmark;
    }
}

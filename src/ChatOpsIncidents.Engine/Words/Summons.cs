using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Reaches people who are to do something and are not in the room: a mention there would not reach them.
/// </summary>
public static class Summons
{
    /// <summary>They are invited, and written to directly. Who is in the room, or acts, reads it there.</summary>
    /// <param name="incident">As it stood before.</param>
    /// <param name="people">Who is to do something.</param>
    /// <param name="message">What.</param>
    /// <param name="context">Who acts.</param>
    public static IEnumerable<Effect> Of(
        Incident incident,
        IEnumerable<Person> people,
        ChatMessage message,
        DecisionContext context
    )
    {
        var away = people
            .Where(person => person.Id != context.By.Id && incident.Joined.All(one => one.Id != person.Id))
            .ToArray();
        if (away.Length == 0)
            yield break;
        yield return new Effect.Invite([.. away.Select(person => person.Id)]);
        var direct = message with
        {
            Title = ShortText.Cut($"{incident.Id} {incident.Title}", 150),
            Footer =
                $"From {Markup.Clean(context.By.Name)}."
                + (incident.RoomId is { } room ? $" Room: {Markup.Channel(room)}" : ""),
        };
        foreach (var person in away)
            yield return new Effect.Direct(person.Id, direct, $"summons-{incident.Seq + 1}-{person.Id}");
    }
}

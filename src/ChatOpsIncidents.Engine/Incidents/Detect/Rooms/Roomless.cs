using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>
/// An incident without a room. What a private one has to say goes to its lead and declarer alone; a public one stands
/// in the digest, and nobody is written to until somebody comes.
/// </summary>
public static class Roomless
{
    /// <summary>The effects as they can be carried out without a room; with one, as they are.</summary>
    public static IEnumerable<Effect> Reach(IReadOnlyList<Effect> effects, Incident after)
    {
        if (!after.IsRoomless)
            return effects;
        var people = new RoomlessPeople(
            after.Id,
            after.IsPrivate || after.AreWordsDirect,
            [.. Insiders(after).Select(person => person.Id)]
        );
        return effects.SelectMany(effect => effect.WithoutRoom(people));
    }

    /// <summary>Those who are reached directly: the lead and the declarer.</summary>
    internal static IEnumerable<Person> Insiders(Incident incident) =>
        new[] { incident.Lead, incident.DeclaredBy }
            .OfType<Person>()
            .Where(person => person.IsHuman)
            .DistinctBy(person => person.Id);
}

/// <summary>No room could be opened for a private incident, and it has no place in a channel of others.</summary>
/// <param name="Why">The platform's reason, in one sentence.</param>
public sealed record RoomRefused(string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { IsRoomless = true }).NotDue(DeadlineNames.Room);

    /// <inheritdoc/>
    public override string Describe() => $"No private room could be opened: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var card = CardView.Render(after, context);
        return Roomless
            .Insiders(after)
            .Select(person => new Effect.Direct(
                person.Id,
                card with
                {
                    Footer =
                        $"No private room could be opened ({Markup.Clean(Why)}), so this comes to you alone. "
                        + $"Commands work here too, with the id first: {Markup.Code($"/incident {after.Id} status")}",
                },
                $"roomless-{recorded.Seq}-{person.Id}"
            ));
    }
}

/// <summary>Somebody came to an incident that had stood in the digest alone: it gets its room.</summary>
/// <param name="RoomUntil">How long that may take.</param>
public sealed record RoomAsked(DateTimeOffset RoomUntil) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { IsRoomless = false }).Due(DeadlineNames.Room, RoomUntil);

    /// <inheritdoc/>
    public override string Describe() => "A room is opened: somebody has come";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var isPointedTo = after.LastEntry(entry => entry.Seq < recorded.Seq && PointsTo(entry.Fact)) is not null;
        return IncidentDeclared
            .Opening(after, context)
            .Where(effect => !isPointedTo || effect is not Effect.Post { Key: Keys.Origin or Keys.Announcement });
    }

    // What stands already where it was declared and in the announcements is edited, and not posted once more.
    private static bool PointsTo(IncidentEvent fact) =>
        fact is RoomAsked or IncidentMadePublic or IncidentDeclared { WithoutRoom: not true, Private: false };
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>The outbox reports that the room takes no words for the moment; it goes on trying.</summary>
/// <param name="Why">The platform's reason, in one plain sentence.</param>
/// <param name="Until">By when the next try has been made.</param>
/// <param name="Waiting">What waits to be said there, in order.</param>
public sealed record ReportRoomSilent(string Why, DateTimeOffset Until, IReadOnlyList<ChatMessage> Waiting)
    : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    // What was decided while the room was known to be silent has gone to the lead already.
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsRoomless || incident.RoomSilentUntil >= Until)
            return Decision.NothingToDo;
        var isNew = !(incident.RoomSilentUntil > context.Now);
        return Decision.Accept(new RoomFellSilent(Why, Until)) with
        {
            Effects = isNew ? [.. SilentRoom.Direct(incident, Waiting, $"silent-{incident.Seq}")] : [],
        };
    }
}

/// <summary>The room takes no words for a while.</summary>
/// <param name="Why">The reason, in one plain sentence.</param>
/// <param name="Until">How long what is said goes to the lead directly too.</param>
public sealed record RoomFellSilent(string Why, DateTimeOffset Until) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { RoomSilentUntil = Until };

    /// <inheritdoc/>
    public override string Describe() =>
        $"The room takes no words for the moment ({Why}); the lead hears them directly";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>While a room takes no words, whoever leads hears them directly; the room gets them as soon as it takes them
/// again.</summary>
public static class SilentRoom
{
    private const string Footer =
        "The room takes no words for the moment, so this comes to you. It will stand there too.";

    /// <summary>The effects, with a copy for the lead of what is said in the room.</summary>
    public static IEnumerable<Effect> Copied(IReadOnlyList<Effect> effects, Incident after, DateTimeOffset now)
    {
        if (!(after.RoomSilentUntil > now))
            return effects;
        return
        [
            .. effects,
            .. effects
                .OfType<Effect.Post>()
                .Where(post => post.To == Destination.Room)
                // The card is posted more than once under its key, and each copy is one.
                .SelectMany((post, n) => Direct(after, [post.Message], $"{post.Key}-direct-{after.Seq}-{n}")),
        ];
    }

    /// <summary>Messages as the lead gets them; where nobody leads, the declarer.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="messages">What the room was to be told.</param>
    /// <param name="key">Tells these from others.</param>
    /// <param name="footer">Why they come to one person; null: the room is silent for a while.</param>
    internal static IEnumerable<Effect> Direct(
        Incident incident,
        IReadOnlyList<ChatMessage> messages,
        string key,
        string? footer = null
    )
    {
        if (Roomless.Insiders(incident).FirstOrDefault() is not { } reader)
            return [];
        return messages.Select(
            (message, i) =>
                new Effect.Direct(
                    reader.Id,
                    message with
                    {
                        Title = message.Title ?? incident.Id,
                        Footer = footer ?? Footer,
                    },
                    $"{key}-{i}"
                )
        );
    }
}

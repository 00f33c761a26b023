using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>The outbox reports that the room is open.</summary>
public sealed record ReportRoom(string ChannelId, string Name) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.RoomId == ChannelId && incident.RoomThread is null
            ? Decision.NothingToDo
            : Decision.Accept(new RoomOpened(ChannelId, Name) { Late = Lateness(incident) });

    private static bool? Lateness(Incident incident) =>
        incident.RoomThread is not null || incident.IsRoomless ? true : null;
}

/// <summary>The outbox reports that no room can be opened: the thread where it was declared becomes the room.</summary>
/// <param name="Why">The platform's reason, in one sentence.</param>
public sealed record ReportNoRoom(string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) => FallBack(incident, Why);

    /// <summary>The room took too long, or cannot be opened.</summary>
    public static Decision FallBack(Incident incident, string why)
    {
        if (incident.RoomId is not null || incident.IsRoomless)
            return Decision.NothingToDo;
        if (incident.IsPrivate)
            return Decision.Accept(new RoomRefused(why));
        if (incident.Origin?.ChannelId is { } channel)
            return Decision.Accept(new RoomFellBack(channel, incident.Origin.ThreadId, why));
        return RoomLost.PeopleOf(incident) is { Count: > 0 } people
            ? Decision.Accept(new RoomLost(null, null, why) { People = people })
            : Decision.NothingToDo;
    }
}

/// <summary>The room is open.</summary>
public sealed record RoomOpened([property: Code] string ChannelId, string Name) : IncidentEvent, IMilestone
{
    // What is said there is captured from now on.
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Noted];

    /// <summary>It came when the incident went on without it already; null: in time.</summary>
    public bool? Late { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                RoomId = ChannelId,
                RoomName = Name,
                RoomThread = null,
                IsRoomless = false,
                AreWordsDirect = false,
            }
        ).NotDue(DeadlineNames.Room);

    /// <inheritdoc/>
    public override string Describe() => $"Room opened: #{Name}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var hasPointer = !after.IsPrivate && after.Origin?.ChannelId is { } origin && origin != ChannelId;
        if (Late is not true)
            yield break;
        if (hasPointer)
            yield return new Effect.Post(Destination.OriginThread, Moved(after), $"moved-{recorded.Seq}");
        foreach (var effect in RoomOpening.Inside(after, context))
            yield return effect;
    }

    // Nobody who talks in the thread is left there: it stays in the timeline, and says where the others are.
    private static ChatMessage Moved(Incident after) =>
        ChatMessage.Text(
            $"The room is open after all: {Markup.Channel(after.RoomId!)}. Please go on there; what was "
                + "said here is kept."
        );
}

/// <summary>There is no room: the thread where it was declared is the room.</summary>
public sealed record RoomFellBack([property: Code] string ChannelId, [property: Code] string? ThreadId, string Why)
    : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { RoomId = ChannelId, RoomThread = ThreadId ?? Keys.Origin }).NotDue(DeadlineNames.Room);

    /// <inheritdoc/>
    public override string Describe() => $"No room of its own: {Why}. This thread is the room";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    // Said in the thread itself: where the pointer could not be posted there is no thread to speak of.
    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [new Effect.Post(Destination.OriginThread, Announce(after, recorded), $"fact-{recorded.Seq}")];
}

using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>The outbox reports that the room is open.</summary>
public sealed record ReportRoom(string ChannelId, string Name) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.RoomId == ChannelId ? Decision.NothingToDo : Decision.Accept(new RoomOpened(ChannelId, Name));
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
    public static Decision FallBack(Incident incident, string why) =>
        incident.RoomId is not null || incident.IsRoomless ? Decision.NothingToDo
        : incident.IsPrivate ? Decision.Accept(new RoomRefused(why))
        : incident.Origin?.ChannelId is not { } channel ? Decision.NothingToDo
        : Decision.Accept(new RoomFellBack(channel, incident.Origin.ThreadId, why));
}

/// <summary>The room is open.</summary>
public sealed record RoomOpened(string ChannelId, string Name) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { RoomId = ChannelId, RoomName = Name, RoomThread = null, IsRoomless = false }).NotDue("room");

    /// <inheritdoc/>
    public override string Describe() => $"Room opened: #{Name}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        after.IsPrivate || after.Origin?.ChannelId is null || after.Origin.ChannelId == ChannelId
            ? []
            : [new Effect.Edit("origin", CardView.Pointer(after))];
}

/// <summary>There is no room: the thread where it was declared is the room.</summary>
public sealed record RoomFellBack(string ChannelId, string? ThreadId, string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { RoomId = ChannelId, RoomThread = ThreadId ?? "origin" }).NotDue("room");

    /// <inheritdoc/>
    public override string Describe() => $"No room of its own: {Why}. This thread is the room";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

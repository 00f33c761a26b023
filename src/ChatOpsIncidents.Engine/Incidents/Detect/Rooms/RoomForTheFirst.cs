namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>A public incident without a room gets one when the first person comes to it.</summary>
public sealed class RoomForTheFirst : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var hasCome = after.Lead is not null || after.Joined.Count > 0;
        return before.Seq > 0 && hasCome && IsWithoutRoom(after) && after.IsRunning
            ? Decision.Follow(new RoomAsked(context.Now + context.Policy.RoomPatience))
            : Decision.NothingToDo;
    }

    private static bool IsWithoutRoom(Incident after) =>
        after is { IsRoomless: true, IsPrivate: false, AreWordsDirect: false };
}

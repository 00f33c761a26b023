namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The room's channel on the platform; null: none yet.</summary>
    public string? RoomId { get; init; }

    /// <summary>The room's name; null: none yet, or a thread.</summary>
    public string? RoomName { get; init; }

    /// <summary>The room's thread, where the room is a thread; else null.</summary>
    public string? RoomThread { get; init; }

    /// <summary>How many rooms were lost: archived, or closed to us.</summary>
    public int RoomsLost { get; init; }

    /// <summary>No room could be kept or opened: what would be said there goes to lead and declarer directly.</summary>
    public bool AreWordsDirect { get; init; }

    /// <summary>The room takes no words for a while: until then the lead hears them directly too. Null: it takes
    /// them.</summary>
    public DateTimeOffset? RoomSilentUntil { get; init; }

    /// <summary>There is no room: a line in the digest was enough, or a private one could not be opened.</summary>
    public bool IsRoomless { get; init; }
}

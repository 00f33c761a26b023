namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The room's channel on the platform; null: none yet.</summary>
    public string? RoomId { get; init; }

    /// <summary>The room's name; null: none yet, or a thread.</summary>
    public string? RoomName { get; init; }

    /// <summary>The room's thread, where the room is a thread; else null.</summary>
    public string? RoomThread { get; init; }

    /// <summary>There is no room: a line in the digest was enough, or a private one could not be opened.</summary>
    public bool IsRoomless { get; init; }
}

using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>The outbox reports that words reached nobody: not in the room, and in no other place.</summary>
/// <param name="Seq">The number of the fact that they announce; null: they announce none.</param>
/// <param name="Why">The reason, in one plain sentence.</param>
public sealed record ReportUnread(long? Seq, string Why) : IncidentCommand
{
    /// <summary>The words; null: unknown.</summary>
    public ChatMessage? Said { get; init; }

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Seq is null || incident.UpdatePromise?.Seq != Seq || incident.Updates.Count == 0)
            return Decision.NothingToDo with { Effects = [.. ToLead(incident)] };
        DateTimeOffset? due = incident.IsRunning ? context.Now : null;
        return Decision.Accept(new UpdateUnread(incident.Updates.Count, Why, due));
    }

    // Somebody knows it, and can say it there.
    private IEnumerable<Effect> ToLead(Incident incident) =>
        Said is null || incident.IsRoomless
            ? []
            : SilentRoom.Direct(incident, [Said], $"unread-{incident.Seq}", $"The room could not be told this: {Why}.");
}

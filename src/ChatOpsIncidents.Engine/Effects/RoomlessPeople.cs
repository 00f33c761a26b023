namespace ChatOpsIncidents.Engine.Effects;

/// <summary>Whom an incident without a room can reach.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="AreWrittenTo">Whether what would be said in a room goes to them.</param>
/// <param name="Insiders">Ids of those who are reached directly.</param>
public sealed record RoomlessPeople(string IncidentId, bool AreWrittenTo, IReadOnlyList<string> Insiders);

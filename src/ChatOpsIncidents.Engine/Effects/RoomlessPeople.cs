namespace ChatOpsIncidents.Engine.Effects;

/// <summary>Whom an incident without a room can reach.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="IsPrivate">Whether only those who are in it may hear of it.</param>
/// <param name="Insiders">Ids of those who are reached directly.</param>
public sealed record RoomlessPeople(string IncidentId, bool IsPrivate, IReadOnlyList<string> Insiders);

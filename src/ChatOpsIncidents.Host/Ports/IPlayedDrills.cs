namespace ChatOpsIncidents.Host.Ports;

/// <summary>Drills that were played to their end, with their scores.</summary>
public interface IPlayedDrills
{
    /// <summary>Those that a viewer may see, oldest first.</summary>
    Task<IReadOnlyList<PlayedDrill>> Of(Viewer viewer, CancellationToken ct);
}

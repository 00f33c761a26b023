namespace ChatOpsIncidents.Host.Ports;

/// <summary>Notes for reviews that bear no name. Nothing is stored of who left one, or when, and no order
/// tells.</summary>
public interface INotes
{
    /// <summary>Keeps a note; the same words twice are one note.</summary>
    Task Keep(string incidentId, NamelessNote note, CancellationToken ct);

    /// <summary>An incident's notes, in no order that tells anything.</summary>
    Task<IReadOnlyList<NamelessNote>> Of(string incidentId, CancellationToken ct);
}

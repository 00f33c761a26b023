namespace ChatOpsIncidents.Host.Ports;

/// <summary>How the systems outside did that call people or tell them.</summary>
public interface IOutsideHealth
{
    /// <summary>A row for each that is set up.</summary>
    IReadOnlyList<OutsideRow> Rows { get; }

    /// <summary>A call ended.</summary>
    void Saw(string name, AttemptEnd end);
}

/// <summary>How a system outside did.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="WorkedAt">When it last took a call; null: not yet since the start.</param>
/// <param name="FailedAt">When it last did not; null: not since the start.</param>
/// <param name="Why">Why not.</param>
public sealed record OutsideRow(string Name, DateTimeOffset? WorkedAt, DateTimeOffset? FailedAt, string? Why)
{
    /// <summary>Whether its last call failed.</summary>
    public bool IsFailing => FailedAt is { } failed && (WorkedAt is null || failed > WorkedAt);
}

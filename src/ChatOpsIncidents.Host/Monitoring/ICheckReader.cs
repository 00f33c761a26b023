namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>One kind of monitoring system that can be asked for numbers, or for an answer.</summary>
public interface ICheckReader
{
    /// <summary>Whether a check is asked of it.</summary>
    bool Reads(ServiceCheck check);

    /// <summary>The configuration's key without which it cannot be asked; null: it can.</summary>
    string? MissingKey { get; }

    /// <summary>What it shows now. Never throws for what a system answers, or for one that does not.</summary>
    Task<CheckRead> Now(ServiceCheck check, DateTimeOffset now, CancellationToken ct);

    /// <summary>The numbers of a time that is past, in any order; empty: there were none, or it could not be
    /// asked.</summary>
    Task<IReadOnlyList<double>> Past(ServiceCheck check, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>What came of a look.</summary>
public abstract record CheckRead
{
    private CheckRead() { }

    /// <summary>A number.</summary>
    public sealed record Number(double Value) : CheckRead;

    /// <summary>An address answered as it should, or did not.</summary>
    /// <param name="IsGood">As it should.</param>
    /// <param name="Seen">What it answered.</param>
    public sealed record Answer(bool IsGood, string Seen) : CheckRead;

    /// <summary>Monitoring answers, and has no number.</summary>
    /// <param name="Why">A few words.</param>
    public sealed record Blind(string Why) : CheckRead;

    /// <summary>Monitoring does not answer.</summary>
    /// <param name="Why">A few words.</param>
    public sealed record Unreachable(string Why) : CheckRead;
}

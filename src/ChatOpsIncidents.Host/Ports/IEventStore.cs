namespace ChatOpsIncidents.Host.Ports;

/// <summary>Incident streams. Everything that one request changes is stored in one transaction, or not at
/// all.</summary>
public interface IEventStore
{
    /// <summary>The key of a store in which nothing remains.</summary>
    const string Rehearsal = "rehearsal";

    /// <summary>Begins a request's transaction and claims the delivery.</summary>
    /// <exception cref="BusyException">Somebody holds what is needed for longer than a request may wait.</exception>
    Task<IWork> Begin(VerifiedRequest request, DateTimeOffset now, CancellationToken ct);

    /// <summary>Stores a request that could not be decided in time, to be decided later. The same delivery
    /// once.</summary>
    Task Defer(VerifiedRequest request, DateTimeOffset now, CancellationToken ct);

    /// <summary>The facts of an incident, in order, for exports and pages.</summary>
    Task<IReadOnlyList<Recorded>> Read(string incidentId, CancellationToken ct);

    /// <summary>An incident as it stands, to be looked at and not to be changed.</summary>
    Task<Incident> State(string incidentId, CancellationToken ct);
}

/// <summary>One request's transaction. Disposing it without <see cref="Commit"/> leaves nothing behind.</summary>
public interface IWork : IAsyncDisposable
{
    /// <summary>What came of the same delivery before; null: it is new.</summary>
    Outcome? Earlier { get; }

    /// <summary>The incident of a channel; null: none.</summary>
    Task<string?> FindRoom(string channelId, string? threadId, CancellationToken ct);

    /// <summary>Locks an incident and loads it; null: there is none, or the asker may not see it.</summary>
    Task<Incident?> Load(string incidentId, string? visibleTo, CancellationToken ct);

    /// <summary>The incidents that one person may see, newest first.</summary>
    Task<IReadOnlyList<IncidentSummary>> Others(string personId, CancellationToken ct);

    /// <summary>The next free incident id; given back when the transaction is not committed.</summary>
    Task<string> NextId(CancellationToken ct);

    /// <summary>Stores facts, effects, deadlines and the outcome.</summary>
    Task Commit(Incident before, Verdict verdict, Outcome outcome, DateTimeOffset now, CancellationToken ct);
}

/// <summary>A lock was not to be had in time.</summary>
public sealed class BusyException(string message, Exception inner) : Exception(message, inner);

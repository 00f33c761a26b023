namespace ChatOpsIncidents.Host.Ports;

/// <summary>Incident streams. Everything that one request changes is stored in one transaction, or not at
/// all.</summary>
public interface IEventStore
{
    /// <summary>The key of a store in which nothing remains.</summary>
    const string Rehearsal = "rehearsal";

    /// <summary>Begins the transaction of a request, or of several that came at the same time.</summary>
    /// <param name="requests">The requests, each with what is needed to decide it.</param>
    /// <param name="waits">Whether to wait for incidents that somebody else holds; else those are left out.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="BusyException">Somebody holds what is needed for longer than a request may wait.</exception>
    Task<IWork> Begin(IReadOnlyList<Sought> requests, bool waits, CancellationToken ct);

    /// <summary>Stores a request that could not be decided in time, to be decided later. The same delivery
    /// once.</summary>
    Task Defer(VerifiedRequest request, DateTimeOffset now, CancellationToken ct);

    /// <summary>The facts of an incident, in order, for exports and pages.</summary>
    Task<IReadOnlyList<Recorded>> Read(string incidentId, CancellationToken ct);

    /// <summary>An incident as it stands, to be looked at and not to be changed.</summary>
    Task<Incident> State(string incidentId, CancellationToken ct);
}

/// <summary>A request and what it needs of the store.</summary>
/// <param name="Request">The request.</param>
/// <param name="IncidentId">The incident that its words or its form name; null: that of its channel.</param>
public sealed record Sought(VerifiedRequest Request, string? IncidentId)
{
    /// <summary>Whether it makes a new incident, and needs a number for it in place of an incident.</summary>
    public bool NeedsNumber { get; init; }

    /// <summary>Whether it needs the other incidents that its person may see; one that makes a new incident needs those
    /// that run alone.</summary>
    public bool NeedsOthers { get; init; }
}

/// <summary>One transaction. Disposing it without <see cref="Commit"/> leaves nothing behind.</summary>
public interface IWork : IAsyncDisposable
{
    /// <summary>What came of the same delivery before; null: it is new.</summary>
    /// <param name="n">Which of the requests.</param>
    Outcome? Earlier(int n);

    /// <summary>The incident that a request is about, locked; null: it names none and its channel is no room, or there
    /// is none of that name, or somebody holds it and waiting was not wanted.</summary>
    /// <param name="n">Which of the requests.</param>
    string? Locked(int n);

    /// <summary>The locked incident of a request, with what was decided in this transaction so far; null: the asker may
    /// not see it.</summary>
    /// <param name="n">Which of the requests.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<Incident?> Load(int n, CancellationToken ct);

    /// <summary>Locks and loads an incident that was found later; null: there is none, or the asker may not see
    /// it.</summary>
    Task<Incident?> Load(string incidentId, VerifiedRequest asker, CancellationToken ct);

    /// <summary>The incidents that one person may see, newest first.</summary>
    Task<IReadOnlyList<IncidentSummary>> Others(VerifiedRequest asker, CancellationToken ct);

    /// <summary>What monitoring showed of an incident's checks last.</summary>
    Task<IReadOnlyList<CheckReading>> Readings(string incidentId, CancellationToken ct);

    /// <summary>The next free incident id; given back when the transaction is not committed.</summary>
    Task<string> NextId(CancellationToken ct);

    /// <summary>Adds what was decided on the only request; stored by <see cref="Commit"/>.</summary>
    void Add(Decided decided);

    /// <summary>Adds what was decided on one of several requests, if that can be stored together with the
    /// others.</summary>
    /// <returns>False: it needs a transaction of its own, as a redaction does, which looks through all that is stored.
    /// Nor can what comes after a change of who may see the incident: who may was asked before.</returns>
    bool TryAdd(Decided decided);

    /// <summary>Stores all facts, effects, deadlines and outcomes that were added.</summary>
    /// <returns>The destinations of the effects, each once, with their urgency.</returns>
    /// <exception cref="DeliveredMeanwhileException">One of the deliveries was carried out by somebody else in the
    /// meantime; nothing was stored.</exception>
    Task<IReadOnlyCollection<Destined>> Commit(CancellationToken ct);
}

/// <summary>What was decided on a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Before">The state on which it was decided.</param>
/// <param name="Verdict">The decision.</param>
/// <param name="Outcome">What its sender is told, and told again at the same delivery.</param>
/// <param name="Now">When.</param>
public sealed record Decided(
    VerifiedRequest Request,
    Incident Before,
    Verdict Verdict,
    Outcome Outcome,
    DateTimeOffset Now
)
{
    /// <summary>Whether it is by this that the first of the incident's services is known.</summary>
    public bool NamesServices => Before.Services.IsEmpty && !Verdict.After.Services.IsEmpty;
}

/// <summary>Where effects wait.</summary>
/// <param name="OrderKey">What they keep order with.</param>
/// <param name="Lane">How urgent the most urgent is; 0 the most.</param>
public readonly record struct Destined(string OrderKey, short Lane);

/// <summary>A lock was not to be had in time.</summary>
public sealed class BusyException(string message, Exception inner) : Exception(message, inner);

/// <summary>The same delivery was carried out by somebody else while this was being decided.</summary>
public sealed class DeliveredMeanwhileException(Exception inner)
    : Exception("The same delivery was carried out at the same time.", inner);

namespace ChatOpsIncidents.Host.Ports;

/// <summary>Effects that wait to be carried out: at least once, in order per key.</summary>
public interface IOutbox
{
    /// <summary>Where there is an effect that may be tried now, urgent lanes first: a look at all that waits.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="laneMax">None less urgent than this lane.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<IReadOnlyList<Destined>> Due(int limit, short laneMax, CancellationToken ct);

    /// <summary>Takes effects that may be tried now: the oldest of each of these order keys, urgent lanes
    /// first.</summary>
    /// <param name="orderKeys">Where to look.</param>
    /// <param name="laneMax">None less urgent than this lane.</param>
    /// <param name="ct">Ends the wait; what was leased all the same comes back when the lease lapses.</param>
    Task<IReadOnlyList<LeasedEffect>> Lease(IReadOnlyList<string> orderKeys, short laneMax, CancellationToken ct);

    /// <summary>Looks at all that waits and takes what may be tried now.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="laneMax">None less urgent than this lane.</param>
    /// <param name="ct">Ends the wait.</param>
    async Task<IReadOnlyList<LeasedEffect>> Lease(int limit, short laneMax, CancellationToken ct)
    {
        var due = await Due(limit, laneMax, ct);
        return await Lease([.. due.Select(destined => destined.OrderKey)], laneMax, ct);
    }

    /// <summary>Keeps a lease up: from now on it lasts as long as a new one.</summary>
    /// <returns>False: somebody else has the effect now.</returns>
    Task<bool> Renew(LeasedEffect leased, CancellationToken ct);

    /// <summary>Ends an attempt.</summary>
    /// <returns>False: the lease had lapsed and somebody else has the effect now; nothing was changed.</returns>
    Task<bool> Settle(LeasedEffect leased, Settlement settlement, CancellationToken ct);

    /// <summary>How much waits.</summary>
    Task<OutboxBacklog> Backlog(CancellationToken ct);
}

/// <summary>An effect that one attempt holds.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Attempt">1 for the first; the fence of <see cref="IOutbox.Settle"/>.</param>
/// <param name="Failures">How many attempts failed so far.</param>
/// <param name="Unclear">An earlier attempt may have been carried out.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Platform">The platform's name.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="OrderKey">What it keeps order with.</param>
/// <param name="Lane">How urgent it is; 0 the most.</param>
/// <param name="Key">The name under which it will stand; null: none.</param>
/// <param name="CreatedAt">When its facts were stored.</param>
/// <param name="Json">The effect.</param>
/// <param name="Why">How the last attempt ended; null: there was none.</param>
public sealed record LeasedEffect(
    long Id,
    int Attempt,
    int Failures,
    bool Unclear,
    string IncidentId,
    string Platform,
    string Workspace,
    string OrderKey,
    short Lane,
    string? Key,
    DateTimeOffset CreatedAt,
    string Json,
    string? Why
)
{
    /// <summary>The trace of what caused it (a <c>traceparent</c>); null: nobody follows.</summary>
    public string? Trace { get; init; }

    /// <summary>Cancelled when the attempt must end at once, because others have the effect or soon may.</summary>
    public CancellationToken Lost { get; init; }
}

/// <summary>What an attempt leaves behind.</summary>
public abstract record Settlement
{
    /// <summary>Carried out.</summary>
    /// <param name="Reference">Where it stands; null: nowhere to remember.</param>
    /// <param name="ThreadId">The thread in which it stands; null: not in a thread.</param>
    public sealed record Done(PlacedReference? Reference, string? ThreadId) : Settlement;

    /// <summary>A further attempt.</summary>
    /// <param name="NotBefore">The earliest time for it.</param>
    /// <param name="Why">One sentence.</param>
    /// <param name="Failed">Whether this attempt counts against the bound.</param>
    /// <param name="Unclear">It may have been carried out.</param>
    /// <param name="PauseKey">The limit that was met; null: it concerns this effect alone.</param>
    public sealed record Later(DateTimeOffset NotBefore, string Why, bool Failed, bool Unclear, string? PauseKey)
        : Settlement;

    /// <summary>Never; a person should know.</summary>
    public sealed record GivenUp(string Why) : Settlement;

    /// <summary>Never; nobody misses it.</summary>
    public sealed record Needless(string Why) : Settlement;
}

/// <summary>How much waits in the outbox.</summary>
/// <param name="Waiting">Unsettled effects.</param>
/// <param name="Since">When the oldest of them was stored; null: nothing waits.</param>
public sealed record OutboxBacklog(long Waiting, DateTimeOffset? Since);

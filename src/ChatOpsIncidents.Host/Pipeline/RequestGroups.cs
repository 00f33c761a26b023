using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>What came of one request among others.</summary>
/// <param name="Outcome">Its outcome, which is stored; null: it must be decided alone.</param>
/// <param name="IsHeld">Somebody holds its incident, or there is none; it was not waited for.</param>
internal readonly record struct SharedEnd(Outcome? Outcome, bool IsHeld = false);

/// <summary>
/// Requests that wait at the same time are decided in one transaction, each on the state after the former and each with
/// its own outcome: fifty people in one incident would otherwise queue for its lock, one round trip after another.
/// </summary>
/// <remarks>
/// A first transaction waits for nobody's incident. Those whose incident somebody else holds go into a queue of their
/// place, which waits for it: nobody waits for the incident of another, and a crowd that met a lock stays together.
/// </remarks>
/// <param name="decide">Decides a group; whether it waits for incidents that somebody else holds.</param>
/// <param name="log">Hears why a group failed.</param>
internal sealed class RequestGroups(Func<IReadOnlyList<ParsedRequest>, bool, Task<SharedEnd[]>> decide, ILogger log)
{
    // Larger groups save little more, and keep each of their members waiting.
    private const int GroupMax = 32;

    // So many transactions at a time. Requests of one place share a lane, and so they keep their order.
    private static readonly int Lanes = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private readonly Batches<ParsedRequest, SharedEnd>[] _lanes =
    [
        .. Enumerable.Range(0, Lanes).Select(_ => Groups(group => Try(decide, group, waits: false, log))),
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);

    /// <summary>Has a request decided together with those that wait with it.</summary>
    /// <returns>Its outcome, which is stored; null: it must be decided alone.</returns>
    /// <exception cref="BusyException">Somebody holds its incident for longer than a request may wait.</exception>
    public async Task<Outcome?> Decide(ParsedRequest request)
    {
        if (!IsHeld(request.Place))
        {
            var lane = (uint)request.Place.GetHashCode(StringComparison.Ordinal) % Lanes;
            if (await _lanes[lane].Add(request) is { IsHeld: false } end)
                return end.Outcome;
        }

        var held = Join(request.Place);
        try
        {
            return (await held.Queue!.Add(request)).Outcome;
        }
        finally
        {
            Leave(request.Place, held);
        }
    }

    // One that fails takes nobody with it: then each is decided alone, and hears its own fault.
    private static async Task<IReadOnlyList<SharedEnd>> Try(
        Func<IReadOnlyList<ParsedRequest>, bool, Task<SharedEnd[]>> decide,
        IReadOnlyList<ParsedRequest> group,
        bool waits,
        ILogger log
    )
    {
        try
        {
            return await decide(group, waits);
        }
        catch (DeliveredMeanwhileException)
        {
            return new SharedEnd[group.Count]; // whoever is decided alone finds what came of it
        }
        catch (Exception fault) when (fault is not BusyException)
        {
            Log.GroupFailed(log, group.Count, fault.GetType().Name);
            return new SharedEnd[group.Count];
        }
    }

    private static Batches<ParsedRequest, SharedEnd> Groups(
        Func<IReadOnlyList<ParsedRequest>, Task<IReadOnlyList<SharedEnd>>> run
    ) =>
        new(
            GroupMax,
            run,
            parsed => (parsed.Request.Platform, parsed.Request.Workspace, parsed.Request.Id) // one delivery, once
        );

    private bool IsHeld(string place)
    {
        lock (_gate)
            return _held.ContainsKey(place);
    }

    private Held Join(string place)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(place, out var held))
            {
                _held[place] = held = new Held();
                held.Queue = Groups(group => Wait(place, held, group));
            }

            held.Members++;
            return held;
        }
    }

    private void Leave(string place, Held held)
    {
        lock (_gate)
        {
            if (--held.Members == 0)
                Close(place, held);
        }
    }

    // Whoever joined while a group waited in vain has waited as long as may be, too; whoever comes now begins anew.
    private async Task<IReadOnlyList<SharedEnd>> Wait(string place, Held held, IReadOnlyList<ParsedRequest> group)
    {
        if (held.Busy is { } busy)
            throw new BusyException(busy.Message, busy);
        try
        {
            return await Try(decide, group, waits: true, log);
        }
        catch (BusyException fault)
        {
            held.Busy = fault;
            lock (_gate)
                Close(place, held);
            throw;
        }
    }

    private void Close(string place, Held held)
    {
        if (_held.GetValueOrDefault(place) == held)
            _held.Remove(place);
    }

    /// <summary>Those who wait for an incident that somebody else holds.</summary>
    private sealed class Held
    {
        public Batches<ParsedRequest, SharedEnd>? Queue { get; set; }

        public int Members { get; set; }

        public BusyException? Busy { get; set; }
    }
}

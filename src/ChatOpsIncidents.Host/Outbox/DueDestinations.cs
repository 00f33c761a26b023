using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>
/// Where this host may have something to carry out, and when: what must wait is not looked at before its time. Only a
/// memory of what stands in the table; what is not in it is found by a look at the whole table.
/// </summary>
internal sealed class DueDestinations
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<short, Queue<string>> _now = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Destined, DateTimeOffset> _later = new();

    /// <summary>There may be something to do now.</summary>
    public void Add(Destined destined)
    {
        lock (_gate)
            AddNow(destined);
    }

    /// <summary>There is something to do, and not before then.</summary>
    public void Add(Destined destined, DateTimeOffset notBefore)
    {
        lock (_gate)
            _later.Enqueue(destined, notBefore);
    }

    /// <summary>When the next of those that wait may be tried; null: none waits.</summary>
    public DateTimeOffset? NextAt()
    {
        lock (_gate)
            return _later.TryPeek(out _, out var at) ? at : null;
    }

    /// <summary>Takes the order keys of what may be tried now, the most urgent first.</summary>
    /// <param name="max">At most so many.</param>
    /// <param name="laneMax">None less urgent.</param>
    /// <param name="now">The time.</param>
    public string[] Take(int max, short laneMax, DateTimeOffset now)
    {
        List<string> taken = [];
        lock (_gate)
        {
            while (_later.TryPeek(out var due, out var at) && at <= now)
            {
                _later.Dequeue();
                AddNow(due);
            }

            foreach (var (_, keys) in _now.TakeWhile(lane => lane.Key <= laneMax))
            {
                while (taken.Count < max && keys.TryDequeue(out var key))
                    taken.Add(key);
            }

            _known.ExceptWith(taken);
        }

        return [.. taken];
    }

    private void AddNow(Destined destined)
    {
        if (!_known.Add(destined.OrderKey))
            return;
        if (!_now.TryGetValue(destined.Lane, out var keys))
            _now[destined.Lane] = keys = [];
        keys.Enqueue(destined.OrderKey);
    }
}

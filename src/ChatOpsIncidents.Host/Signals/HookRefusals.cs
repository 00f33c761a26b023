using System.Collections.Concurrent;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>How often this host turned deliveries away since it was started, by their address: who is set up wrongly
/// finds it here. Nothing of a delivery is kept.</summary>
public sealed class HookRefusals(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Kind, string Source), HookRefusal> _known = new();

    /// <summary>One was turned away.</summary>
    public void Add(string kind, string source, int status, string why) =>
        _known.AddOrUpdate(
            (kind, source),
            _ => new HookRefusal(kind, source, 1, status, why, clock.GetUtcNow()),
            (_, before) => new HookRefusal(kind, source, before.Count + 1, status, why, clock.GetUtcNow())
        );

    /// <summary>All, the latest first.</summary>
    public IReadOnlyList<HookRefusal> All => [.. _known.Values.OrderByDescending(one => one.At)];
}

/// <summary>Deliveries to one address that were turned away.</summary>
/// <param name="Kind">The address's middle part.</param>
/// <param name="Source">Its last part; <c>unknown</c>: there is no such source.</param>
/// <param name="Count">How many.</param>
/// <param name="Status">The last one's answer.</param>
/// <param name="Why">The last one's sentence.</param>
/// <param name="At">When that was.</param>
public sealed record HookRefusal(string Kind, string Source, int Count, int Status, string Why, DateTimeOffset At);

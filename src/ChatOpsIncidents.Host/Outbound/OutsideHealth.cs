using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>How the systems outside did, as this host saw them.</summary>
public sealed class OutsideHealth(IEnumerable<IPager> pagers, IEnumerable<IUpdateWay> ways, TimeProvider clock)
    : IOutsideHealth
{
    private readonly ConcurrentDictionary<string, OutsideRow> _rows = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<OutsideRow> Rows =>
        [
            .. pagers
                .Select(pager => PageWays.Say(pager.Way))
                .Concat(ways.Select(way => IUpdateWay.HealthOf(way.Way)))
                .Select(name => _rows.GetValueOrDefault(name) ?? new OutsideRow(name, null, null, null)),
        ];

    /// <inheritdoc/>
    public void Saw(string name, AttemptEnd end)
    {
        var now = clock.GetUtcNow();
        var before = _rows.GetValueOrDefault(name) ?? new OutsideRow(name, null, null, null);
        _rows[name] = end switch
        {
            AttemptEnd.Done => before with { WorkedAt = now },
            AttemptEnd.TryAgain(_, var why, _, _) => before with { FailedAt = now, Why = why },
            AttemptEnd.GiveUp(var why) => before with { FailedAt = now, Why = why },
            _ => before,
        };
    }
}

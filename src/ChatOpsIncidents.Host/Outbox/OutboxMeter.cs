using System.Diagnostics.Metrics;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>What the outbox measures, under the meter <c>ChatOpsIncidents.Outbox</c>.</summary>
public sealed class OutboxMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "ChatOpsIncidents.Outbox";

    private readonly TimeProvider _clock;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _lateness;

    public OutboxMeter(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Name);
        _attempts = meter.CreateCounter<long>("chatops.outbox.attempts", "{attempt}", "Attempts by how they ended");
        _lateness = meter.CreateHistogram<double>(
            "chatops.outbox.lateness",
            "s",
            "From the fact to the effect carried out"
        );
        meter.CreateObservableGauge("chatops.outbox.waiting", () => Backlog.Waiting, "{effect}", "Effects that wait");
        meter.CreateObservableGauge("chatops.outbox.oldest", Oldest, "s", "Age of the oldest effect that waits");
    }

    /// <summary>How much waited when the dispatcher last looked.</summary>
    internal OutboxBacklog Backlog { get; set; } = new(0, null);

    /// <summary>Counts an attempt.</summary>
    internal void Ended(Settlement settlement, TimeSpan age)
    {
        var end = settlement switch
        {
            Settlement.Done => "done",
            Settlement.GivenUp => "given_up",
            Settlement.Needless => "needless",
            _ => "again",
        };
        _attempts.Add(1, new KeyValuePair<string, object?>("end", end));
        if (settlement is Settlement.Done)
            _lateness.Record(age.TotalSeconds);
    }

    private double Oldest() => Backlog.Since is { } since ? (_clock.GetUtcNow() - since).TotalSeconds : 0;
}

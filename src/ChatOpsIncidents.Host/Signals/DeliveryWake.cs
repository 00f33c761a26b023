using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Wakes this host's reader of deliveries.</summary>
public sealed class DeliveryWake
{
    private readonly OutboxSignal _signal = new();

    /// <summary>There is something to read. Cheap; many calls count as one.</summary>
    public void Wake() => _signal.Wake();

    /// <summary>Returns at the next wake, or after <paramref name="patience"/>.</summary>
    public Task Wait(TimeSpan patience, CancellationToken ct) => _signal.Wait(patience, ct);
}

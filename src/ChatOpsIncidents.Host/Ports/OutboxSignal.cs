using System.Threading.Channels;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>Wakes the dispatcher of this process at once; those of other hosts look every second.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>There is something to do. Cheap; many calls before the dispatcher looks count as one.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Returns at the next wake, or after <paramref name="patience"/>.</summary>
    public async Task Wait(TimeSpan patience, CancellationToken ct)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patient.CancelAfter(patience);
        try
        {
            await _wakes.Reader.ReadAsync(patient.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Patience is over: time to look, as if woken.
        }
    }
}

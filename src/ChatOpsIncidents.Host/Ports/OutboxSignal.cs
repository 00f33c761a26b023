using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>Tells the dispatcher of this process at once where there is something to do; those of other hosts look
/// every second.</summary>
public sealed class OutboxSignal
{
    private readonly ConcurrentQueue<Destined> _destined = new();
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>There is something to do. Cheap; many calls before the dispatcher looks count as one.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Effects were stored for these destinations.</summary>
    public void Wake(IEnumerable<Destined> destined)
    {
        foreach (var one in destined)
            _destined.Enqueue(one);
        Wake();
    }

    /// <summary>The destinations that were told since the last time.</summary>
    public IEnumerable<Destined> Take()
    {
        while (_destined.TryDequeue(out var destined))
            yield return destined;
    }

    /// <summary>Returns at the next wake, or after <paramref name="patience"/>.</summary>
    /// <returns>Whether it was woken.</returns>
    public async Task<bool> Wait(TimeSpan patience, CancellationToken ct)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patient.CancelAfter(patience);
        try
        {
            return await _wakes.Reader.ReadAsync(patient.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}

using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Carries out effects at its own pace: keys in parallel, some workers kept free for answers and
/// pages.</summary>
public sealed class EffectDispatcher(
    IOutbox outbox,
    EffectAttempt attempt,
    LeaseKeeper keeper,
    OutboxSignal signal,
    OutboxMeter meter,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<EffectDispatcher> log
) : BackgroundService
{
    private const short LaneLast = short.MaxValue;
    private const short LanePages = 1;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, Task> _running = new();
    private long _looked;

    /// <summary>Takes what may be tried now, tries all of it once, and returns how much that was.</summary>
    public async Task<int> DispatchOnce(CancellationToken ct)
    {
        var batch = await outbox.Lease(options.Value.Workers, LaneLast, ct);
        await Task.WhenAll(batch.Select(leased => CarryOut(leased, ct)));
        return batch.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
                while (await Start(stoppingToken) > 0)
                {
                    // Started effects free their workers one by one; each end wakes the loop.
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LeaseFailed(log, fault);
            }

            await Rest(stoppingToken);
        }

        // What is on its way is given the time that is left; what does not end comes back when its lease lapses.
        await Task.WhenAll(_running.Values);
    }

    // Counting a long backlog costs more than taking from it.
    private async Task Look(CancellationToken ct)
    {
        if (clock.GetElapsedTime(_looked) < LookInterval && _looked != 0)
            return;
        meter.Backlog = await outbox.Backlog(ct);
        _looked = clock.GetTimestamp();
    }

    private async Task Rest(CancellationToken ct)
    {
        try
        {
            await signal.Wait(Pause, ct);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<int> Start(CancellationToken ct)
    {
        var free = options.Value.Workers - _running.Count;
        if (free <= 0)
            return 0;
        var calm = free - options.Value.UrgentWorkers;
        var batch = calm > 0 ? await outbox.Lease(calm, LaneLast, ct) : await outbox.Lease(free, LanePages, ct);
        foreach (var leased in batch)
        {
            // Not tied to the host's stop: an attempt that is cut off leaves an unclear outcome behind, one that ends
            // does not.
            var task = Task.Run(() => CarryOut(leased, CancellationToken.None), CancellationToken.None);
            _running[leased.Id] = task;
            _ = task.ContinueWith(
                _ =>
                {
                    _running.TryRemove(leased.Id, out var ended);
                    signal.Wake();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        return batch.Count;
    }

    private async Task CarryOut(LeasedEffect leased, CancellationToken ct)
    {
        try
        {
            var settlement = await keeper.While(leased, held => attempt.Run(held, ct));
            var held = await outbox.Settle(leased, settlement, ct);
            Tell(leased, settlement, held);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.NotSettled(log, fault, leased.Id, leased.IncidentId, leased.Attempt);
        }
    }

    private void Tell(LeasedEffect leased, Settlement settlement, bool held)
    {
        meter.Ended(settlement, clock.GetUtcNow() - leased.CreatedAt);
        switch (settlement)
        {
            case var _ when !held:
                Log.LeaseLapsed(log, leased.Id, leased.IncidentId, leased.Attempt);
                break;
            case Settlement.Later { Failed: true } later:
                Log.TriedAgain(
                    log,
                    leased.Id,
                    leased.OrderKey,
                    leased.IncidentId,
                    leased.Attempt,
                    later.Why,
                    later.NotBefore
                );
                break;
            case Settlement.GivenUp(var why):
                Log.GivenUp(log, leased.Id, leased.OrderKey, leased.IncidentId, leased.Attempt, why);
                break;
        }
    }
}

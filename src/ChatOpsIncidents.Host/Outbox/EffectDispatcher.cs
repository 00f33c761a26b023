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

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CountPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CountPauseMax = TimeSpan.FromSeconds(10);

    // A look at everything finds so many at a time; what is beyond comes up at the next.
    private const int DueMax = 1_000;

    // A look at a long backlog of many rooms costs something, and so does counting it: each may take a hundredth of the
    // time, no more.
    private const int LooksShare = 100;

    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly DueDestinations _due = new();
    private TimeSpan _lookInterval;
    private long _looked;
    private TimeSpan _countInterval;
    private long _counted;

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
                await Count(stoppingToken);
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
    private async Task Count(CancellationToken ct)
    {
        if (clock.GetElapsedTime(_counted) < _countInterval && _counted != 0)
            return;
        var begun = clock.GetTimestamp();
        meter.Backlog = await outbox.Backlog(ct);
        _counted = clock.GetTimestamp();
        _countInterval = Share(clock.GetElapsedTime(begun, _counted), CountPause, CountPauseMax);
    }

    // This host knows where it stored effects. What others stored, and what a host that is gone left behind, is found
    // by a look at everything, once a second.
    private async Task Look(CancellationToken ct)
    {
        foreach (var destined in signal.Take())
            _due.Add(destined);
        if (clock.GetElapsedTime(_looked) < _lookInterval)
            return;
        _looked = clock.GetTimestamp();
        foreach (var destined in await outbox.Due(DueMax, LaneLast, ct))
            _due.Add(destined);
        _lookInterval = Share(clock.GetElapsedTime(_looked), Pause, PauseMax);
    }

    // The pause after a look that took so long.
    private static TimeSpan Share(TimeSpan took, TimeSpan min, TimeSpan max) =>
        TimeSpan.FromTicks(Math.Clamp((took * LooksShare).Ticks, min.Ticks, max.Ticks));

    private async Task Rest(CancellationToken ct)
    {
        var wait = (_due.NextAt() ?? DateTimeOffset.MaxValue) - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            return;
        try
        {
            var woken = await signal.Wait(wait < Pause ? wait : Pause, ct);
            if (!woken && wait >= Pause)
                _lookInterval = TimeSpan.Zero; // nothing happened for a while: there is time to look
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<int> Start(CancellationToken ct)
    {
        var free = options.Value.Workers - _running.Count;
        var calm = free - options.Value.UrgentWorkers;
        var (max, laneMax) = calm > 0 ? (calm, LaneLast) : (free, LanePages);
        if (max <= 0)
            return 0;
        var orderKeys = _due.Take(max, laneMax, clock.GetUtcNow());
        foreach (var leased in await outbox.Lease(orderKeys, laneMax, ct))
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

        return orderKeys.Length;
    }

    private async Task CarryOut(LeasedEffect leased, CancellationToken ct)
    {
        try
        {
            var settlement = await keeper.While(leased, held => attempt.Run(held, ct));
            var held = await outbox.Settle(leased, settlement, ct);
            Follow(leased, settlement);
            Tell(leased, settlement, held);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.NotSettled(log, fault, leased.Id, leased.IncidentId, leased.Attempt);
        }
    }

    // What stands behind it may be tried now; what has to wait is not looked at before its time.
    private void Follow(LeasedEffect leased, Settlement settlement)
    {
        var destined = new Destined(leased.OrderKey, leased.Lane);
        if (settlement is Settlement.Later later)
            _due.Add(destined, later.NotBefore);
        else
            _due.Add(destined);
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

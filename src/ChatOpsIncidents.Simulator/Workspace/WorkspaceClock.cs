namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>
/// Real time plus an offset that can be turned forward. Its timers follow the turned time: what was to fire in five
/// minutes
/// fires at once when the clock is turned by five minutes.
/// </summary>
/// <param name="real">The time that it follows.</param>
/// <param name="start">The instant that it shows now; null for the real one.</param>
public sealed class WorkspaceClock(TimeProvider real, DateTimeOffset? start = null) : TimeProvider
{
    private readonly TimeProvider real = real;
    private readonly Lock gate = new();
    private readonly HashSet<TurnedTimer> timers = [];
    private TimeSpan offset = start - real.GetUtcNow() ?? TimeSpan.Zero;

    /// <summary>How far the clock was turned since the start.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (gate)
                return offset;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    /// <summary>Turns the clock. Timers that fall due meanwhile fire now.</summary>
    /// <param name="by">Not negative: message times must keep increasing.</param>
    /// <returns>The whole offset afterwards.</returns>
    public TimeSpan Forward(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TurnedTimer[] waiting;
        TimeSpan total;
        lock (gate)
        {
            total = offset += by;
            waiting = [.. timers];
        }

        foreach (var timer in waiting)
            timer.Arm();
        return total;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TurnedTimer(this, callback, state);
        lock (gate)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until the clock shows an instant, however it gets there.</summary>
    public async Task Until(DateTimeOffset at, CancellationToken ct)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new TurnedTimer(this, _ => reached.TrySetResult(), null);
        lock (gate)
            timers.Add(timer);
        timer.FireAt(at);
        await reached.Task.WaitAsync(ct);
    }

    private void Forget(TurnedTimer timer)
    {
        lock (gate)
            timers.Remove(timer);
    }

    private sealed class TurnedTimer : ITimer
    {
        private readonly WorkspaceClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer inner;
        private readonly Lock guard = new();
        private DateTimeOffset? due;
        private TimeSpan every = Timeout.InfiniteTimeSpan;

        public TurnedTimer(WorkspaceClock clock, TimerCallback callback, object? state)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            inner = clock.real.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (guard)
            {
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                every = period;
            }

            return Arm();
        }

        public void FireAt(DateTimeOffset at)
        {
            lock (guard)
                due = at;
            Arm();
        }

        public bool Arm()
        {
            lock (guard)
            {
                if (due is not { } at)
                    return inner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var left = at - clock.GetUtcNow();
                return inner.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        private void Fire()
        {
            lock (guard)
            {
                if (due is not { } at || at - clock.GetUtcNow() > TimeSpan.FromMilliseconds(1))
                {
                    RearmLater();
                    return;
                }
                due = every > TimeSpan.Zero ? at + every : null;
                RearmLater();
            }

            callback(state);
        }

        private void RearmLater()
        {
            if (due is not null)
                Arm();
        }

        public void Dispose()
        {
            clock.Forget(this);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

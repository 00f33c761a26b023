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
    private readonly TimeProvider _real = real;
    private readonly Lock _gate = new();
    private readonly HashSet<TurnedTimer> _timers = [];
    private TimeSpan _offset = start - real.GetUtcNow() ?? TimeSpan.Zero;

    /// <summary>How far the clock was turned since the start.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_gate)
                return _offset;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _real.GetUtcNow() + Offset;

    /// <summary>Turns the clock. Timers that fall due meanwhile fire now.</summary>
    /// <param name="by">Not negative: message times must keep increasing.</param>
    /// <returns>The whole offset afterwards.</returns>
    public TimeSpan Forward(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TurnedTimer[] waiting;
        TimeSpan total;
        lock (_gate)
        {
            total = _offset += by;
            waiting = [.. _timers];
        }

        foreach (var timer in waiting)
            timer.Arm();
        return total;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TurnedTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until the clock shows an instant, however it gets there.</summary>
    public async Task Until(DateTimeOffset at, CancellationToken ct)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new TurnedTimer(this, _ => reached.TrySetResult(), null);
        lock (_gate)
            _timers.Add(timer);
        timer.FireAt(at);
        await reached.Task.WaitAsync(ct);
    }

    private void Forget(TurnedTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private sealed class TurnedTimer : ITimer
    {
        private readonly WorkspaceClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _inner;
        private readonly Lock _guard = new();
        private DateTimeOffset? _due;
        private TimeSpan _every = Timeout.InfiniteTimeSpan;

        public TurnedTimer(WorkspaceClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _inner = clock._real.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_guard)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _every = period;
            }

            return Arm();
        }

        public void FireAt(DateTimeOffset at)
        {
            lock (_guard)
                _due = at;
            Arm();
        }

        public bool Arm()
        {
            lock (_guard)
            {
                if (_due is not { } at)
                    return _inner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var left = at - _clock.GetUtcNow();
                return _inner.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        private void Fire()
        {
            lock (_guard)
            {
                if (_due is not { } at || at - _clock.GetUtcNow() > TimeSpan.FromMilliseconds(1))
                {
                    RearmLater();
                    return;
                }
                _due = _every > TimeSpan.Zero ? at + _every : null;
                RearmLater();
            }

            _callback(_state);
        }

        private void RearmLater()
        {
            if (_due is not null)
                Arm();
        }

        public void Dispose()
        {
            _clock.Forget(this);
            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

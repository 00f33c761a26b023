using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class WorkspaceClockTests
{
    private readonly WorkspaceClock clock = new(TimeProvider.System);

    [Fact]
    public async Task What_waits_on_the_clock_goes_on_when_it_is_turned()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);
        var until = clock.Until(clock.GetUtcNow().AddMinutes(30), CancellationToken.None);

        clock.Forward(TimeSpan.FromMinutes(31));
        await until;
        Assert.False(delay.IsCompleted);
        Assert.Equal(TimeSpan.FromMinutes(60), clock.Forward(TimeSpan.FromMinutes(29)));
        await delay;
    }

    [Fact]
    public async Task A_moment_that_has_passed_is_not_waited_for() =>
        await clock.Until(clock.GetUtcNow().AddMinutes(-1), CancellationToken.None);

    [Fact]
    public async Task A_period_goes_on_after_a_turn()
    {
        var ticks = 0;
        var second = new TaskCompletionSource();
        await using var timer = clock.CreateTimer(
            _ =>
            {
                if (Interlocked.Increment(ref ticks) == 2)
                    second.SetResult();
            },
            null,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(1)
        );

        clock.Forward(TimeSpan.FromMinutes(2.5));
        await second.Task;
    }

    [Fact]
    public void It_starts_where_it_is_told_to_and_never_goes_back()
    {
        var start = new DateTimeOffset(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);
        var turned = new WorkspaceClock(TimeProvider.System, start);
        Assert.InRange(turned.GetUtcNow(), start, start.AddMinutes(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => turned.Forward(TimeSpan.FromSeconds(-1)));
    }
}

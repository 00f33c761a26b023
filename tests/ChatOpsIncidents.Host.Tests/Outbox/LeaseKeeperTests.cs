using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>What a host that died held is free after ten seconds, and never while its call may still be
/// running.</summary>
public sealed class LeaseKeeperTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly LeasedEffect Effect = new(
        Id: 1,
        Attempt: 1,
        Failures: 0,
        Unclear: false,
        IncidentId: "INC-1",
        Platform: "slack",
        Workspace: "T1",
        OrderKey: "channel:C1",
        Lane: 3,
        Key: null,
        CreatedAt: DateTimeOffset.UnixEpoch,
        Json: "{}",
        Why: null
    );

    private static readonly Settlement Done = new Settlement.Done(null, null);
    private readonly FakeTimeProvider _clock = new();
    private readonly IOutbox _outbox = Substitute.For<IOutbox>();
    private readonly TaskCompletionSource<Settlement> _call = new();
    private CancellationToken _lost;

    [Fact]
    public async Task A_slow_call_keeps_its_lease_and_a_quick_one_asks_for_nothing()
    {
        _outbox.Renew(Effect, default).ReturnsForAnyArgs(true);
        await Keeper().While(Effect, _ => Task.FromResult(Done));
        await _outbox.DidNotReceiveWithAnyArgs().Renew(default!, default);

        var slow = Hold();
        await Pass(seconds: 60);
        Assert.False(_lost.IsCancellationRequested);
        Assert.InRange(_outbox.ReceivedCalls().Count(), 17, 18);
        _call.SetResult(Done);
        Assert.Same(Done, await slow);
    }

    [Fact]
    public async Task A_call_ends_before_others_may_have_its_effect_when_the_database_is_gone()
    {
        _outbox.Renew(Effect, default).ReturnsForAnyArgs(Task.FromException<bool>(new TimeoutException()));
        var held = Hold();

        await Pass(seconds: 7);
        Assert.False(_lost.IsCancellationRequested);
        await Pass(seconds: 1);
        Assert.True(_lost.IsCancellationRequested);
        _call.SetResult(Done);
        await held;
    }

    [Fact]
    public async Task A_call_ends_at_once_when_another_has_its_effect()
    {
        _outbox.Renew(Effect, default).ReturnsForAnyArgs(false);
        var held = Hold();

        await Pass(seconds: 4);
        Assert.True(_lost.IsCancellationRequested);
        _call.SetResult(Done);
        await held;
    }

    [Fact]
    public async Task A_lease_that_is_kept_up_holds_others_off_and_one_that_another_has_is_not_renewed()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post("p1");
        var first = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        bench.Clock.Forward(TimeSpan.FromSeconds(9));
        Assert.True(await bench.Outbox.Renew(first, CancellationToken.None));
        bench.Clock.Forward(TimeSpan.FromSeconds(9));
        Assert.Empty(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        bench.Clock.Forward(TimeSpan.FromSeconds(1));

        var second = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        Assert.True(second.Unclear);
        Assert.False(await bench.Outbox.Renew(first, CancellationToken.None));
        await bench.Outbox.Settle(second, Done, CancellationToken.None);
        Assert.False(await bench.Outbox.Renew(second, CancellationToken.None));
    }

    [Fact]
    public async Task A_call_whose_lease_is_lost_ends_and_its_outcome_is_unclear()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        var leased = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        bench.Hangs = true;

        var settlement = await bench.Attempt().Run(leased with { Lost = new(canceled: true) }, CancellationToken.None);

        Assert.True(Assert.IsType<Settlement.Later>(settlement).Unclear);
        Assert.True(await bench.Outbox.Settle(leased, settlement, CancellationToken.None));
        Assert.True(await bench.Scalar<bool>("select unclear from outbox where id = @id", ("id", id)));
    }

    private LeaseKeeper Keeper() =>
        new(_outbox, _clock, Options.Create(new OutboxOptions()), NullLogger<LeaseKeeper>.Instance);

    // Apart from the test's own context, what a timer sets off runs to its end before the next step.
    private Task<Settlement> Hold()
    {
        var begun = new TaskCompletionSource();
        var held = Task.Run(() =>
            Keeper()
                .While(
                    Effect,
                    held =>
                    {
                        _lost = held.Lost;
                        begun.SetResult();
                        return _call.Task;
                    }
                )
        );
        begun.Task.Wait();
        return held;
    }

    private Task Pass(int seconds) =>
        Task.Run(() =>
        {
            for (var step = 0; step < seconds * 10; step++)
                _clock.Advance(TimeSpan.FromMilliseconds(100));
        });
}

using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>What a host that is gone held is free within seconds, and never while its call may still be running.</summary>
public sealed class PresenceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_a_killed_host_held_is_asked_about_and_carried_out_five_seconds_after_it_is_missed()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var other = bench.NewPresence();
        await other.Look(CancellationToken.None);
        var id = await bench.Post("p1");
        var dead = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await Break(bench, bench.Presence);

        await Pass(bench, other, 5);
        Assert.Empty(await bench.OutboxOf(other).Lease(9, 9, CancellationToken.None));
        await Pass(bench, other, 1);
        await bench.Drain(bench.DispatcherOf(bench.OutboxOf(other)));

        var again = Assert.Single(bench.Delivered);
        Assert.True(again.EarlierOutcomeUnclear);
        Assert.Equal(2, again.Attempt);
        Assert.Equal("done", await bench.Ending(id));
        Assert.False(await bench.Outbox.Settle(dead, new Settlement.GivenUp("too late"), CancellationToken.None));
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_host_that_starts_again_frees_what_it_held_before()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post("p1");
        Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        var before = bench.Presence.Current!;
        await Break(bench, bench.Presence);
        await bench.Presence.Look(CancellationToken.None); // finds its session broken
        Assert.Null(bench.Presence.Current);
        await bench.Presence.Look(CancellationToken.None);
        Assert.NotEqual(before.Number, bench.Presence.Current!.Number);

        await Pass(bench, bench.Presence, 6);
        await bench.Drain();

        Assert.True(Assert.Single(bench.Delivered).EarlierOutcomeUnclear);
    }

    [Fact]
    public async Task The_lease_of_a_host_that_lives_is_left_alone_until_it_lapses()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var other = bench.NewPresence();
        await bench.Post("p1");
        Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));

        await Pass(bench, other, 29);
        Assert.Empty(await bench.OutboxOf(other).Lease(9, 9, CancellationToken.None));
        await Pass(bench, other, 1);
        Assert.Single(await bench.OutboxOf(other).Lease(9, 9, CancellationToken.None));
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_host_that_lost_its_session_ends_its_calls_at_once_and_takes_nothing_until_it_is_seen_again()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        await bench.Post("p2", "channel:C8");
        bench.Hangs = true;
        var calls = bench.Dispatcher().DispatchOnce(CancellationToken.None);
        SpinWait.SpinUntil(() => bench.Delivered.Count == 2, TimeSpan.FromSeconds(10));
        await Break(bench, bench.Presence);

        await bench.Presence.Look(CancellationToken.None);
        await calls.WaitAsync(TimeSpan.FromSeconds(10)); // long before a call's own patience of 12 s
        Assert.True(
            await bench.Scalar<bool>("select unclear and leased_until is null from outbox where id = @id", ("id", id))
        );
        bench.Clock.Forward(TimeSpan.FromSeconds(2));
        Assert.Empty(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await bench.Presence.Look(CancellationToken.None);
        Assert.Equal(2, (await bench.Outbox.Lease(9, 9, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_host_notices_its_own_absence_sooner_than_others_act_on_it()
    {
        Assert.True(PostgresPresence.Interval + PostgresPresence.Patience < PostgresPresence.Grace);

        // The other host looks all the time, and must not free what the first may still be sending.
        await using var bench = await OutboxBench.New(postgres);
        using var other = bench.NewPresence();
        await bench.Post("p1");
        var held = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await Break(bench, bench.Presence);
        await Pass(bench, other, 4);
        await bench.Presence.Look(CancellationToken.None);

        Assert.True(held.HolderGone.IsCancellationRequested);
        Assert.Equal(1L, await bench.Scalar<long>("select count(*) from outbox where leased_until is not null"));
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_was_carried_out_after_all_is_settled_though_its_lease_was_freed()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var other = bench.NewPresence();
        var id = await bench.Post("p1");
        var late = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await Break(bench, bench.Presence);
        await Pass(bench, other, 6);

        Assert.True(
            await bench.Outbox.Settle(
                late,
                new Settlement.Done(new PlacedReference("C9", "m1"), null),
                CancellationToken.None
            )
        );
        Assert.Equal("done", await bench.Ending(id));
        Assert.Empty(await bench.OutboxOf(other).Lease(9, 9, CancellationToken.None));
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_lease_of_a_release_that_knows_no_presence_is_left_to_lapse()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var other = bench.NewPresence();
        await bench.Post("p1");
        Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await Break(bench, bench.Presence);
        // It leases over a number that it does not know, as soon as the lease has lapsed.
        await bench.Execute("update outbox set attempt = attempt + 1, leased_until = leased_until + interval '30 s'");

        await Pass(bench, other, 20);
        Assert.Empty(await bench.OutboxOf(other).Lease(9, 9, CancellationToken.None));
        await other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_database_that_restarts_frees_nothing_in_the_moment_in_which_nobody_is_seen()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var other = bench.NewPresence();
        await other.Look(CancellationToken.None);
        await bench.Post("p1");
        Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await Break(bench, bench.Presence);
        await Pass(bench, other, 4);
        await Break(bench, other);
        await Pass(bench, other, 4); // a session anew, and all that it missed is missed anew

        Assert.Equal(1L, await bench.Scalar<long>("select count(*) from outbox where leased_until is not null"));
        await Pass(bench, other, 3);
        Assert.Equal(0L, await bench.Scalar<long>("select count(*) from outbox where leased_until is not null"));
        await other.StopAsync(CancellationToken.None);
    }

    // What a kill does to a host's session, as the database sees it.
    private static async Task Break(OutboxBench bench, PostgresPresence presence)
    {
        await bench.Execute(
            """
            select pg_terminate_backend(pid, 10000) from pg_locks
            where  locktype = 'advisory' and objsubid = 2 and objid = @number::oid
              and  database = (select oid from pg_database where datname = current_database())
            """,
            ("number", presence.Current!.Number)
        );
    }

    private static async Task Pass(OutboxBench bench, PostgresPresence presence, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            await presence.Look(CancellationToken.None);
            bench.Clock.Forward(Second);
        }
    }
}

using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>At least once: leases, fences, failures and their bounds.</summary>
public sealed class OutboxLeaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Many_dispatchers_at_once_carry_each_effect_out_once()
    {
        await using var bench = await OutboxBench.New(postgres);
        foreach (var n in Enumerable.Range(1, 60))
            await bench.Post($"p{n}", $"channel:C{n % 20}");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.Drain()));
        await bench.Drain();

        Assert.Equal(60, bench.Delivered.Count);
        Assert.Equal(60, bench.Posted().Distinct().Count());
        foreach (var channel in bench.Delivered.GroupBy(delivery => delivery.At!.ChannelId))
            Assert.Equal(channel.Select(d => d.EffectId).Order(), channel.Select(d => d.EffectId));
    }

    [Fact]
    [Trait("Fault", "K25")]
    public async Task What_a_dead_host_held_comes_back_when_its_lease_lapses_and_is_called_unclear()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        var dead = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        Assert.False(dead.Unclear);

        bench.Clock.Forward(TimeSpan.FromSeconds(9));
        await bench.Drain();
        Assert.Empty(bench.Delivered);
        bench.Clock.Forward(TimeSpan.FromSeconds(1));
        await bench.Drain();

        var again = Assert.Single(bench.Delivered);
        Assert.True(again.EarlierOutcomeUnclear);
        Assert.Equal(2, again.Attempt);
        Assert.False(await bench.Outbox.Settle(dead, new Settlement.GivenUp("too late"), CancellationToken.None));
        Assert.Equal("done", await bench.Ending(id));
    }

    [Fact]
    public async Task A_late_end_changes_nothing_while_another_attempt_holds_the_effect()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        var late = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        bench.Clock.Forward(TimeSpan.FromSeconds(10));
        var holder = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        var now = bench.Clock.GetUtcNow();

        Assert.False(
            await bench.Outbox.Settle(
                late,
                new Settlement.Done(new PlacedReference("C9", "wrong"), null),
                CancellationToken.None
            )
        );
        Assert.False(
            await bench.Outbox.Settle(
                late,
                new Settlement.Later(now, "why", true, true, "T1/m"),
                CancellationToken.None
            )
        );
        Assert.Equal("waiting", await bench.Ending(id));
        Assert.Equal(0L, await bench.Scalar<long>("select count(*) from placed"));
        Assert.Equal(0L, await bench.Scalar<long>("select count(*) from outbox_pause"));
        Assert.True(
            await bench.Outbox.Settle(
                holder,
                new Settlement.Done(new PlacedReference("C9", "right"), null),
                CancellationToken.None
            )
        );
        Assert.Equal("right", await bench.Scalar<string>("select message_id from placed where name = 'p1'"));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_passed_on_as_unclear()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post("p1");
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.TryAgain(null, "no answer", Unclear: true));
        await bench.Drain();
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.TryAgain(TimeSpan.FromSeconds(7), "limited"));
        bench.Clock.Forward(TimeSpan.FromSeconds(2));
        await bench.Drain();
        bench.Platform = null;
        bench.Clock.Forward(TimeSpan.FromSeconds(7));
        await bench.Drain();

        Assert.Equal([false, true, true], bench.Delivered.Select(delivery => delivery.EarlierOutcomeUnclear));
    }

    [Fact]
    public async Task A_told_wait_is_no_failure_and_failures_are_bounded()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.TryAgain(TimeSpan.FromSeconds(1), "limited"));
        for (var i = 0; i < 5; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();
        Assert.Equal(0, await bench.Scalar<int>("select failures from outbox where id = @id", ("id", id)));

        await bench.Execute("update outbox set failures = 299");
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.TryAgain(null, "the platform is ill."));
        await bench.Drain();
        Assert.Equal("waiting", await bench.Ending(id));
        bench.Clock.Forward(Backoff.Max);
        await bench.Drain();

        Assert.Equal("given_up", await bench.Ending(id));
        Assert.Equal(
            "It failed 300 times. The last time: the platform is ill.",
            await bench.Scalar<string>("select why from outbox where id = @id", ("id", id))
        );
    }

    [Fact]
    public async Task What_waited_for_a_day_is_given_up_untried()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        bench.Clock.Forward(TimeSpan.FromHours(25));
        await bench.Drain();

        Assert.Equal("given_up", await bench.Ending(id));
        Assert.Empty(bench.Delivered);
    }

    [Fact]
    public async Task A_platform_that_throws_holds_up_nothing_and_is_asked_again()
    {
        await using var bench = await OutboxBench.New(postgres);
        var ill = await bench.Post("ill", "channel:C1");
        var well = await bench.Post("well", "channel:C2");
        bench.Platform = delivery =>
            delivery.At!.ChannelId == "C1"
                ? throw new InvalidOperationException("a fault")
                : Task.FromResult<AttemptEnd>(new AttemptEnd.Done());
        await bench.Drain();

        Assert.Equal(("waiting", "done"), (await bench.Ending(ill), await bench.Ending(well)));
        Assert.True(await bench.Scalar<bool>("select unclear from outbox where id = @id", ("id", ill)));
    }

    [Fact]
    public async Task An_effect_of_a_newer_version_is_left_for_a_newer_host()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Post("p1");
        await bench.Execute("""update outbox set effect = '{"effect":"sing","song":"la"}'""");
        await bench.Drain();

        Assert.Equal("waiting", await bench.Ending(id));
    }

    [Theory]
    [InlineData(1, 0, 0.75)]
    [InlineData(1, 1, 1.25)]
    [InlineData(3, 0.5, 4)]
    [InlineData(9, 1, 300)]
    [InlineData(500, 0, 225)]
    public void Waits_double_up_to_five_minutes(int failures, double spread, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(failures, spread));

    [Fact]
    public async Task A_page_goes_by_the_way_that_is_named_and_one_that_is_not_set_up_is_said()
    {
        await using var bench = await OutboxBench.New(postgres);
        var pager = Substitute.For<IPager>();
        pager.Way.Returns("pagerduty");
        pager.Page(Arg.Any<PageCall>(), Arg.Any<CancellationToken>()).Returns(new AttemptEnd.Done());
        await bench.Put(new Effect.Page("on-call", "needed", "page-1-1-0") { Way = "pagerduty" });
        await bench.Put(new Effect.Page("U2", "needed", "page-1-1-1"));
        await bench.Put(new Effect.Page("on-call", "needed", "page-1-1-2") { Way = "jsm" });
        await bench.Drain(bench.Dispatcher(pager));

        Assert.Equal("U2", Assert.IsType<Effect.Page>(Assert.Single(bench.Delivered).Effect).Target);
        Assert.Equal(2L, await bench.Scalar<long>("select count(*) from outbox where ending = 'done'"));
        var call = (PageCall)
            Assert.Single(pager.ReceivedCalls(), made => made.GetMethodInfo().Name == "Page").GetArguments()[0]!;
        Assert.Equal(("chatops-T1-INC-1-page-1-1-0", "on-call"), (call.Key, call.Target));
    }

    [Fact]
    public async Task A_page_tells_its_incident_once_that_it_is_tried_again_and_then_what_came_of_it()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Incidents.State("INC-1", Arg.Any<CancellationToken>()).Returns(Running());
        var answers = new Queue<AttemptEnd>([
            new AttemptEnd.TryAgain(null, "It answers 500."),
            new AttemptEnd.TryAgain(null, "It answers 500."),
            new AttemptEnd.Done(),
        ]);
        bench.Platform = _ => Task.FromResult(answers.Dequeue());
        await bench.Put(new Effect.Page("U2", "needed", "page-1-1-0") { Number = 1 });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await bench.Drain();
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(
            [typeof(ReportNotPaged), typeof(ReportNotPaged), typeof(ReportPaged)],
            bench.Signals.Select(request => ((RequestInput.Signal)request.Input).Command.GetType())
        );
        Assert.Equal(2, bench.Signals.Select(request => request.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_page_that_was_answered_while_it_waited_calls_nobody()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Incidents.State("INC-1", Arg.Any<CancellationToken>()).Returns(Over());
        var id = await bench.Put(new Effect.Page("U2", "needed", "page-1-1-0") { Number = 1 });
        await bench.Drain();
        Assert.Empty(bench.Delivered);
        Assert.Equal("replaced", await bench.Ending(id));
    }

    private static Incident Over()
    {
        var fact = new IncidentCancelled("a load test");
        var at = DateTimeOffset.UnixEpoch;
        return Running().After(new Recorded(2, fact, new Person("U1", "ana"), at, at, "slack"));
    }

    private static Incident Running()
    {
        var origin = new Origin("slack", "T1", "C0");
        var person = new Person("U1", "ana");
        var fact = new IncidentDeclared("x", Severity.Major, true, [], false, person, origin, DateTimeOffset.UnixEpoch);
        return Incident
            .None("INC-1")
            .After(new Recorded(1, fact, person, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "slack"));
    }
}

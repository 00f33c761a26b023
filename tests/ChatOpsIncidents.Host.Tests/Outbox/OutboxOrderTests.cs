using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>What is carried out when, and what holds up what.</summary>
public sealed class OutboxOrderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string GivenUp = "select count(*) from outbox where ending = 'given_up'";

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Effects_of_one_key_are_carried_out_in_order_and_one_at_a_time()
    {
        await using var bench = await OutboxBench.New(postgres);
        foreach (var n in Enumerable.Range(1, 5))
            await bench.Post($"p{n}");

        Assert.Equal(1, await bench.Dispatcher().DispatchOnce(CancellationToken.None));
        await bench.Drain();

        Assert.Equal(["p1", "p2", "p3", "p4", "p5"], bench.Posted());
    }

    [Fact]
    public async Task A_home_tab_is_published_once_as_it_is_when_its_turn_comes()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Chat.HasHomeTab.Returns(true);
        bench.Homes.Render("slack", "T1", "U1", Arg.Any<CancellationToken>()).Returns([ChatMessage.Text("two tasks")]);
        await bench.Put(new Effect.PublishHome("U1"));
        await bench.Put(new Effect.PublishHome("U1"));
        await bench.Put(new Effect.PublishHome("U2"));

        Assert.Equal(2, await bench.Dispatcher().DispatchOnce(CancellationToken.None));
        Assert.Equal(
            "two tasks",
            bench.Delivered.Single(d => d.Effect is Effect.PublishHome { Person: "U1" }).Home![0].Body
        );
        Assert.Equal(0L, await bench.Scalar<long>(GivenUp));
    }

    [Fact]
    public async Task A_platform_without_home_tabs_is_not_asked_and_nothing_is_given_up()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Put(new Effect.PublishHome("U1"));
        await bench.Drain();
        Assert.Empty(bench.Delivered);
        Assert.Equal(0L, await bench.Scalar<long>(GivenUp));
    }

    [Fact, Trait("Requirement", "C27"), Trait("Fault", "U15")]
    public async Task A_report_stands_below_the_words_that_were_said_before_it_and_waits_for_no_silent_room()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.FellBack("INC-1");
        bench
            .Renderer.Render(Arg.Any<string>(), "md", Arg.Any<CancellationToken>())
            .Returns(new ExportEnd.Made(new RenderedFile("INC-1.md", "text/markdown", [1])));
        await bench.Post("update", "room");
        await bench.Put(new Effect.Upload(Destination.Room, "md", "report"));
        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(1));
        await bench.Drain();
        Assert.Equal(["update", "report"], bench.Delivered.Select(d => d.Effect.StandsAs() ?? ""));

        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect is Effect.Post ? new AttemptEnd.TryAgain(Minute, "429") : new AttemptEnd.Done()
            );
        await bench.Post("waits", "room");
        await bench.Put(new Effect.Upload(Destination.Room, "md", "second"));
        await bench.Drain();
        Assert.DoesNotContain(bench.Delivered, d => d.Effect.StandsAs() == "second");
        bench.Clock.Forward(TimeSpan.FromSeconds(16));
        await bench.Drain();
        Assert.Contains(bench.Delivered, d => d.Effect.StandsAs() == "second");
    }

    [Fact]
    public async Task Keys_are_carried_out_side_by_side()
    {
        await using var bench = await OutboxBench.New(postgres);
        var all = new TaskCompletionSource();
        var arrived = 0;
        bench.Platform = async _ =>
        {
            if (Interlocked.Increment(ref arrived) == 4)
                all.SetResult();
            await all.Task.InTime(); // fails the test if one waits for another
            return new AttemptEnd.Done();
        };
        foreach (var n in Enumerable.Range(1, 4))
            await bench.Post($"p{n}", $"channel:C{n}");

        Assert.Equal(4, await bench.Dispatcher().DispatchOnce(CancellationToken.None));
        Assert.Equal(4, bench.Delivered.Count);
    }

    [Fact]
    public async Task A_room_that_must_wait_holds_up_no_other_room_no_page_and_no_answer()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.At?.ChannelId == "C1"
                    ? new AttemptEnd.TryAgain(Minute, "chat.postMessage is limited by Slack's pace.")
                    : new AttemptEnd.Done()
            );
        foreach (var n in Enumerable.Range(1, 3))
            await bench.Post($"stuck{n}", "channel:C1");
        await bench.Post("free", "channel:C2");
        await bench.Put(new Effect.Page("U2", "needed", "page-1"));
        await bench.Put(new Effect.Direct("U3", ChatMessage.Text("hello"), "direct-1"));

        await bench.Drain();

        Assert.Equal(["stuck1", "free"], bench.Posted().OrderByDescending(key => key));
        Assert.Equal(3L, await bench.Scalar<long>("select count(*) from outbox where settled_at is null"));
        bench.Platform = null;
        bench.Clock.Forward(TimeSpan.FromSeconds(59.9));
        await bench.Drain();
        Assert.Equal(3L, await bench.Scalar<long>("select count(*) from outbox where settled_at is null"));
        bench.Clock.Forward(TimeSpan.FromSeconds(0.1));
        await bench.Drain();
        Assert.Equal(["stuck1", "stuck2", "stuck3"], bench.Posted().TakeLast(3));
    }

    [Fact]
    public async Task A_limit_of_a_whole_workspace_is_kept_for_all_that_met_it()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                new AttemptEnd.TryAgain(
                    delivery.At!.ChannelId == "C1" ? TimeSpan.FromSeconds(5) : Minute,
                    "limited",
                    Key: "T1/chat.postMessage"
                )
            );
        await bench.Post("a", "channel:C1");
        await bench.Post("b", "channel:C2");
        await bench.Drain();

        bench.Platform = null;
        bench.Clock.Forward(TimeSpan.FromSeconds(10));
        await bench.Drain();
        Assert.Equal(2, bench.Delivered.Count);

        bench.Clock.Forward(TimeSpan.FromSeconds(50));
        await bench.Drain();
        Assert.Equal(4, bench.Delivered.Count);
    }

    [Fact]
    public async Task Urgent_lanes_come_first()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post("rest", "thread:none");
        await bench.Post("banner", "channel:C2");
        await bench.Put(new Effect.Page("U2", "needed", "page-1"));
        await bench.Put(new Effect.Direct("U3", ChatMessage.Text("hello"), "direct-1"));

        var first = await bench.Outbox.Lease(2, short.MaxValue, CancellationToken.None);
        var urgent = await bench.Outbox.Lease(9, 1, CancellationToken.None);

        Assert.Equal(["person:U3", "page:INC-1:chat:U2"], first.Select(effect => effect.OrderKey));
        Assert.Empty(urgent);
    }

    [Fact]
    public async Task Only_the_newest_waiting_edit_is_carried_out()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post("card", "room");
        await bench.Execute("insert into placed (incident_id, name, channel_id) values ('INC-1', 'room', 'C5')");
        var first = await bench.Put(new Effect.Edit("card", ChatMessage.Text("one")));
        var other = await bench.Put(new Effect.Edit("poll", ChatMessage.Text("poll")));
        var second = await bench.Put(new Effect.Edit("card", ChatMessage.Text("two")));

        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(1)); // the edits wait for their posts, not in their order
        await bench.Drain();

        Assert.Equal(first, second); // it waits in the older one's place
        Assert.Equal("done", await bench.Ending(second));
        Assert.Equal("given_up", await bench.Ending(other)); // there is no poll
        Assert.Equal("two", bench.Delivered.Select(d => d.Effect).OfType<Effect.Edit>().Single().Message.Body);
    }

    [Fact]
    public async Task An_edit_on_its_way_is_not_dropped_and_not_repeated_after_a_newer_one()
    {
        await using var bench = await OutboxBench.New(postgres);
        var older = await bench.Put(new Effect.SetTopic("one"));
        var leased = Assert.Single(await bench.Outbox.Lease(9, 9, CancellationToken.None));
        await bench.Put(new Effect.SetTopic("two"));
        Assert.Equal("waiting", await bench.Ending(older));

        var later = new Settlement.Later(bench.Clock.GetUtcNow(), "limited", false, false, null);
        Assert.True(await bench.Outbox.Settle(leased, later, CancellationToken.None));

        Assert.Equal("replaced", await bench.Ending(older));
    }

    [Fact]
    public async Task Twenty_thousand_waiting_rows_are_leased_by_a_row_a_key()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Execute(
            """
            insert into outbox (incident_id, platform, workspace, order_key, lane, effect, created_at, not_before)
            select 'INC-1', 'slack', 'T1', 'channel:C' || n % 50, 3, '{}', @now, @now from generate_series(1, 20000) n
            """,
            ("now", bench.Clock.GetUtcNow())
        );
        await bench.Execute("analyze outbox");

        var leased = await bench.Outbox.Lease(100, 9, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), leased.Select(effect => effect.Id).Order());
        var plan = await OutboxPlan.Of(bench);
        Assert.InRange(plan.RowsRead, 50, 500);
    }

    [Fact]
    public async Task Sixteen_rooms_that_hang_leave_workers_for_a_page_and_a_stop_lets_them_end()
    {
        await using var bench = await OutboxBench.New(postgres);
        var hang = new TaskCompletionSource();
        var paged = new TaskCompletionSource();
        bench.Platform = async delivery =>
        {
            if (delivery.Effect is Effect.Page)
                paged.SetResult();
            else
                await hang.Task;
            return new AttemptEnd.Done();
        };
        foreach (var n in Enumerable.Range(1, 30))
            await bench.Post($"p{n}", $"channel:C{n}");
        using var dispatcher = bench.Dispatcher();
        await dispatcher.StartAsync(CancellationToken.None);
        await Wait.Until("twelve hang", () => bench.Delivered.Count == 12);
        await bench.Put(new Effect.Page("U2", "needed", "page-1"));

        await paged.Task.InTime();
        var stopped = dispatcher.StopAsync(CancellationToken.None);
        hang.SetResult();
        await stopped;

        Assert.Equal(13L, await bench.Scalar<long>("select count(*) from outbox where ending = 'done'"));
    }
}

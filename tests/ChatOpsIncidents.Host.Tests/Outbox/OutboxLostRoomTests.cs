using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>Words whose room is archived, closed or silent.</summary>
public sealed class OutboxLostRoomTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    [Trait("Case", "06")]
    public async Task Words_of_a_lost_room_stand_in_its_heir_in_their_order()
    {
        await using var bench = await OutboxBench.New(postgres);
        await Room(bench, "C5");
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.At?.ChannelId == "C5"
                    ? new AttemptEnd.PlaceLost("C5", "is_archived", "it was archived")
                    : new AttemptEnd.Done(new PlacedReference(delivery.At!.ChannelId, "m"))
            );
        bench
            .Pipeline.When(pipeline => pipeline.Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>()))
            .Do(_ => Room(bench, "C6").GetAwaiter().GetResult());
        var first = await bench.Post("fact-7", "room");
        await bench.Post("fact-8", "room");
        await Seconds(bench, 3);

        Assert.Equal("done", await bench.Ending(first));
        var told = Assert.IsType<RequestInput.Signal>(Assert.Single(bench.Signals).Input);
        Assert.Equal(new ReportRoomLost("C5", "it was archived"), told.Command);
        Assert.Equal(
            ["fact-7", "fact-8"],
            bench.Delivered.Where(delivery => delivery.At!.ChannelId == "C6").Select(Key)
        );
    }

    [Fact]
    public async Task Where_nothing_took_over_a_lost_room_its_people_get_its_words()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Lost("INC-1", "U1", "U2");
        var word = await bench.Post("fact-7", "room");
        await bench.Post("log-1", "thread:card");
        await Seconds(bench, 2);

        Assert.Equal("done", await bench.Ending(word));
        Assert.Equal(["U1", "U2"], bench.Delivered.Select(d => ((Effect.Direct)d.Effect).Person));
    }

    [Fact]
    public async Task Words_that_the_room_is_not_told_are_reported_with_what_they_say()
    {
        await using var bench = await OutboxBench.New(postgres);
        await Room(bench, "C5");
        bench.Platform = _ =>
            Task.FromResult<AttemptEnd>(new AttemptEnd.GiveUp("413") { ForPeople = "it is longer than it takes" });
        var word = await bench.Post("log-1", "room");
        await bench.Drain();

        Assert.Equal("given_up", await bench.Ending(word));
        var told = Assert.IsType<RequestInput.Signal>(Assert.Single(bench.Signals).Input);
        var unread = Assert.IsType<ReportUnread>(told.Command);
        Assert.Equal("it is longer than it takes", unread.Why);
        Assert.NotNull(unread.Said);
    }

    [Fact]
    public async Task A_place_that_is_no_room_and_is_lost_is_given_up()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.PlaceLost("C9", "is_archived", "archived"));
        var word = await bench.Post("x", "channel:C9");
        await bench.Drain();

        Assert.Equal("given_up", await bench.Ending(word));
        Assert.Empty(bench.Signals);
    }

    [Fact]
    public async Task A_room_that_answers_with_faults_is_reported_with_all_that_waits_for_it()
    {
        await using var bench = await OutboxBench.New(postgres);
        await Room(bench, "C5");
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.TryAgain(null, "internal_error"));
        await bench.Post("fact-7", "room");
        await bench.Post("fact-8", "room");
        await Seconds(bench, 7);

        var told = Assert.IsType<ReportRoomSilent>(
            Assert.IsType<RequestInput.Signal>(bench.Signals.First().Input).Command
        );
        Assert.Equal(["fact-7", "fact-8"], told.Waiting.Select(message => message.Body));
    }

    [Fact]
    public async Task A_room_for_which_the_platform_wants_a_long_pause_is_reported_at_once_and_our_own_pace_is_not()
    {
        await using var bench = await OutboxBench.New(postgres);
        await Room(bench, "C5");
        var isTheirs = false;
        bench.Platform = _ =>
            Task.FromResult<AttemptEnd>(
                new AttemptEnd.TryAgain(TimeSpan.FromSeconds(30), "limited") { IsRefused = isTheirs }
            );
        await bench.Post("fact-7", "room");
        await bench.Drain();
        Assert.Empty(bench.Signals);

        isTheirs = true;
        bench.Clock.Forward(TimeSpan.FromSeconds(31));
        await bench.Drain();
        Assert.IsType<ReportRoomSilent>(Assert.IsType<RequestInput.Signal>(Assert.Single(bench.Signals).Input).Command);
    }

    [Fact]
    public async Task Furniture_and_files_are_given_up_after_a_few_tries_and_stop_no_word_U4()
    {
        await using var bench = await OutboxBench.New(postgres);
        await Room(bench, "C5");
        bench
            .Renderer.Render("INC-1", "html", Arg.Any<CancellationToken>())
            .Returns(new ExportEnd.Made(new RenderedFile("a", "b", [])));
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect is Effect.Post
                    ? new AttemptEnd.Done(new PlacedReference("C5", "m"))
                    : new AttemptEnd.TryAgain(null, "internal_error")
            );
        var file = await bench.Put(new Effect.Upload(Destination.Room, "html", "export-html") { For = "U2" });
        var topic = await bench.Put(new Effect.SetTopic("topic"));
        await bench.Drain();
        var word = await bench.Post("fact-7", "room");
        await bench.Drain();
        Assert.Equal("done", await bench.Ending(word));

        for (var i = 0; i < 12; i++)
            await Seconds(bench, 10);
        Assert.Equal("given_up", await bench.Ending(file));
        Assert.Equal("given_up", await bench.Ending(topic));
        var told = Assert.IsType<RequestInput.Signal>(Assert.Single(bench.Signals).Input);
        Assert.Equal("U2", Assert.IsType<ReportNoUpload>(told.Command).For);
    }

    private static string Key(Delivery delivery) => ((Effect.Post)delivery.Effect).Key;

    private static async Task Seconds(OutboxBench bench, int seconds)
    {
        for (var i = 0; i < seconds; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();
    }

    private static Task Room(OutboxBench bench, string channel) =>
        bench.Execute(
            """
            insert into placed (incident_id, name, channel_id) values ('INC-1', 'room', @channel)
            on conflict (incident_id, name) do update set channel_id = excluded.channel_id
            """,
            ("channel", channel)
        );
}

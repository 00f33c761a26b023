using System.Text;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>Where effects go: rooms, threads, and the thread that becomes the room.</summary>
public sealed class OutboxPlaceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Effect.OpenRoom Open = new("inc-1-checkout", "topic", false, ["U1"]);

    [Fact]
    [Trait("Requirement", "D1")]
    public async Task A_room_opens_and_everything_that_waited_for_it_follows_in_order()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post("origin", "origin");
        await bench.Put(Open);
        await bench.Post(Keys.Card, "room");
        await bench.Put(new Effect.Pin(Keys.Card));
        await bench.Post("log-1", "thread:card");
        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(1));
        await bench.Drain();

        Assert.Equal(["card", "log-1", "origin"], bench.Posted().Order());
        Assert.Equal(new MessagePlace("C0"), At(bench, "origin"));
        Assert.Equal(new MessagePlace("C101"), At(bench, "card"));
        Assert.Equal(new MessagePlace("C101", "m-card"), At(bench, "log-1"));
        Assert.Equal(new MessagePlace("C101", null, "m-card"), bench.Delivered.Single(d => d.Effect is Effect.Pin).At);
        Assert.Equal(
            "INC-1",
            await bench.Scalar<string>("select incident_id from room where channel_id = 'C101' and thread_id = ''")
        );
        Assert.Equal(new ReportRoom("C101", "inc-1-checkout"), Signal(bench).Command);
    }

    [Fact]
    public async Task Waiting_for_a_room_burns_no_attempt_and_answers_do_not_wait()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect is Effect.OpenRoom
                    ? new AttemptEnd.TryAgain(TimeSpan.FromSeconds(60), "limited")
                    : new AttemptEnd.Done()
            );
        await bench.Put(Open);
        await bench.Post(Keys.Card, "room");
        await bench.Put(new Effect.Tell("U1", ChatMessage.Text("declared"), "tell-1"));
        for (var i = 0; i < 5; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();

        Assert.Equal(2, bench.Delivered.Count);
        Assert.Null(bench.Delivered.Single(delivery => delivery.Effect is Effect.Tell).At);
        Assert.Equal(0, await bench.Scalar<int>("select max(failures) from outbox"));
    }

    [Fact]
    public async Task A_room_that_cannot_be_opened_is_reported_before_what_waits_for_it_is_decided()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect switch
                {
                    Effect.OpenRoom => new AttemptEnd.GiveUp("Slack refused conversations.create: restricted_action."),
                    Effect.Post post => new AttemptEnd.Done(
                        new PlacedReference(delivery.At!.ChannelId, "m-" + post.Key)
                    ),
                    _ => new AttemptEnd.Done(),
                }
            );
        bench
            .Pipeline.When(pipeline => pipeline.Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>()))
            .Do(_ => bench.FellBack("INC-1").GetAwaiter().GetResult());
        await bench.Put(Open);
        await bench.Post(Keys.Card, "room");
        await bench.Put(new Effect.SetTopic("topic"));
        await bench.Post("log-1", "thread:card");
        await bench.Post("origin", "origin");
        for (var i = 0; i < 3; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();

        Assert.Equal(new ReportNoRoom("Slack refused conversations.create: restricted_action."), Signal(bench).Command);
        Assert.Equal(new MessagePlace("C0", "m-origin"), At(bench, Keys.Card));
        Assert.Equal(new MessagePlace("C0", "m-origin"), At(bench, "log-1"));
        Assert.DoesNotContain(bench.Delivered, delivery => delivery.Effect is Effect.SetTopic);
        Assert.Equal("INC-1", await bench.Scalar<string>("select incident_id from room where thread_id = 'm-origin'"));
    }

    [Fact]
    public async Task A_room_that_takes_too_long_is_no_longer_opened_once_the_thread_is_the_room()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Incident("INC-2", thread: "t7");
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect is Effect.OpenRoom
                    ? new AttemptEnd.TryAgain(TimeSpan.FromSeconds(60), "limited")
                    : new AttemptEnd.Done()
            );
        var open = await bench.Put(Open, "INC-2");
        await bench.Post(Keys.Card, "room", "INC-2");
        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(10));
        await bench.FellBack("INC-2", thread: "t7");
        await bench.Drain();
        Assert.Equal(new MessagePlace("C0", "t7"), At(bench, Keys.Card));

        bench.Clock.Forward(TimeSpan.FromSeconds(60));
        await bench.Drain();
        Assert.Equal("replaced", await bench.Ending(open));
        Assert.Single(bench.Delivered, delivery => delivery.Effect is Effect.OpenRoom);
    }

    [Fact]
    public async Task A_private_incident_never_falls_back_into_a_channel_of_others()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Incident("INC-2", isPrivate: true);
        await bench.FellBack("INC-2");
        var card = await bench.Post(Keys.Card, "room", "INC-2");
        await bench.Drain();

        Assert.Equal("replaced", await bench.Ending(card));
        Assert.Empty(bench.Delivered);
    }

    [Fact]
    public async Task What_a_private_incident_wanted_to_say_in_a_room_that_was_refused_is_needless()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Incident("INC-2", isPrivate: true);
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.GiveUp("Slack refused conversations.create."));
        await bench.Put(Open, "INC-2");
        var card = await bench.Post(Keys.Card, "room", "INC-2");
        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(1));
        await bench.Drain();

        Assert.Equal("replaced", await bench.Ending(card));
        Assert.IsType<ReportNoRoom>(Signal(bench).Command);
    }

    [Fact]
    public async Task What_belongs_to_a_post_that_was_given_up_is_given_up_with_a_sentence()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = _ =>
            Task.FromResult<AttemptEnd>(new AttemptEnd.GiveUp("Slack refused chat.postMessage: is_archived."));
        await bench.Post("poll", "channel:C9");
        var edit = await bench.Put(new Effect.Edit("poll", ChatMessage.Text("two votes")));
        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(1));
        await bench.Drain();

        Assert.Equal(
            "“poll”, to which it belongs, was given up.",
            await bench.Scalar<string>("select why from outbox where id = @id", ("id", edit))
        );
    }

    [Fact]
    [Trait("Requirement", "D5")]
    public async Task An_upload_is_rendered_when_it_is_carried_out()
    {
        await using var bench = await OutboxBench.New(postgres);
        var file = new RenderedFile("INC-1.md", "text/markdown", Encoding.UTF8.GetBytes("# INC-1"));
        bench.Renderer.Render("INC-1", "md", Arg.Any<CancellationToken>()).Returns(file);
        bench.Renderer.Render("INC-1", "pdf", Arg.Any<CancellationToken>()).Returns((RenderedFile?)null);
        await bench.Put(new Effect.Upload(Destination.Channel("C9"), "md", "export-md"));
        var pdf = await bench.Put(new Effect.Upload(Destination.Channel("C8"), "pdf", "export-pdf"));
        await bench.Drain();

        Assert.Same(file, Assert.Single(bench.Delivered).File);
        Assert.Equal("given_up", await bench.Ending(pdf));
    }

    [Fact]
    public async Task A_host_that_dies_between_report_and_settlement_reports_again_with_the_same_id()
    {
        await using var bench = await OutboxBench.New(postgres);
        var id = await bench.Put(Open);
        await bench.Drain();
        await bench.Execute(
            "update outbox set settled_at = null, ending = null, leased_until = @now",
            ("now", bench.Clock.GetUtcNow())
        );
        await bench.Execute("delete from placed");
        await bench.Drain();

        Assert.Equal([$"effect:{id}", $"effect:{id}"], bench.Signals.Select(signal => signal.Id));
    }

    private static MessagePlace? At(OutboxBench bench, string key) =>
        bench.Delivered.Single(delivery => delivery.Effect is Effect.Post post && post.Key == key).At;

    private static RequestInput.Signal Signal(OutboxBench bench) =>
        (RequestInput.Signal)Assert.Single(bench.Signals).Input;
}

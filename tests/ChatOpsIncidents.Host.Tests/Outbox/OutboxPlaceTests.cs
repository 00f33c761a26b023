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
    private static readonly Effect.OpenRoom Open = new("inc-1-checkout", Private: false);

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
        for (var i = 0; i < 3; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();

        Assert.Equal(["card", "log-1", "origin"], bench.Posted().Order());
        Assert.Equal(new MessagePlace("C0"), At(bench, "origin"));
        Assert.Equal(new MessagePlace("C101"), At(bench, "card"));
        Assert.Equal(new MessagePlace("C101", "m-card"), At(bench, "log-1"));
        Assert.Equal(new MessagePlace("C101", null, "m-card"), bench.Delivered.Single(d => d.Effect is Effect.Pin).At);
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
    [Trait("Case", "07")]
    public async Task A_room_that_cannot_be_opened_is_reported_before_what_waits_for_it_is_decided()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect switch
                {
                    Effect.OpenRoom => new AttemptEnd.GiveUp("Slack refused conversations.create: restricted_action.")
                    {
                        ForPeople = "only admins may open channels in this workspace",
                    },
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

        Assert.Equal(new ReportNoRoom("only admins may open channels in this workspace"), Signal(bench).Command);
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
        bench.Renderer.Render("INC-1", "md", Arg.Any<CancellationToken>()).Returns(new ExportEnd.Made(file));
        bench
            .Renderer.Render("INC-1", "pdf", Arg.Any<CancellationToken>())
            .Returns(new ExportEnd.Impossible("chromium is not installed on this server"));
        await bench.Put(new Effect.Upload(Destination.Channel("C9"), "md", "export-md"));
        var pdf = await bench.Put(new Effect.Upload(Destination.Channel("C8"), "pdf", "export-pdf"));
        await bench.Drain();

        Assert.Equal(file, Assert.Single(bench.Delivered).File);
        Assert.Equal("given_up", await bench.Ending(pdf));
        var told = Assert.IsType<RequestInput.Signal>(Assert.Single(bench.Signals).Input);
        Assert.Equal(new ReportNoUpload("pdf", null, "chromium is not installed on this server"), told.Command);
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

    [Fact]
    public async Task Nobody_is_called_into_a_room_that_its_incident_does_not_know()
    {
        await using var bench = await OutboxBench.New(postgres);
        var knownAtInvitation = -1;
        bench.Platform = delivery =>
        {
            if (delivery.Effect is Effect.Invite)
                knownAtInvitation = bench.Signals.Count(asked =>
                    asked.Input is RequestInput.Signal { Command: ReportRoom }
                );
            return Task.FromResult<AttemptEnd>(
                new AttemptEnd.Done(
                    delivery.Effect is Effect.OpenRoom ? new PlacedReference("C101", null, "inc-1") : null
                )
            );
        };
        await bench.Put(new Effect.Invite(["U1"]));
        await bench.Put(Open);
        for (var i = 0; i < 3; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();

        Assert.Equal(1, knownAtInvitation);
    }

    [Fact]
    public async Task Furniture_that_fails_keeps_neither_people_nor_words_nor_files_waiting()
    {
        await using var bench = await OutboxBench.New(postgres);
        bench
            .Renderer.Render("INC-1", "md", Arg.Any<CancellationToken>())
            .Returns(new ExportEnd.Made(new RenderedFile("a", "b", [])));
        bench.Platform = delivery =>
            Task.FromResult<AttemptEnd>(
                delivery.Effect switch
                {
                    Effect.OpenRoom => new AttemptEnd.Done(new PlacedReference("C101", null, "inc-1")),
                    Effect.SetTopic => new AttemptEnd.TryAgain(TimeSpan.FromHours(1), "limited"),
                    Effect.Post post => new AttemptEnd.Done(new PlacedReference("C101", "m-" + post.Key)),
                    _ => new AttemptEnd.Done(),
                }
            );
        await bench.Put(Open);
        await bench.Put(new Effect.SetTopic("topic"));
        await bench.Put(new Effect.Invite(["U1"]));
        await bench.Post(Keys.Card, "room");
        await bench.Put(new Effect.Upload(Destination.Room, "md", "export-md"));
        for (var i = 0; i < 3; i++, bench.Clock.Forward(TimeSpan.FromSeconds(1)))
            await bench.Drain();

        Assert.Equal(
            ["Invite", "OpenRoom", "Post", "SetTopic", "Upload"],
            bench.Delivered.Select(delivery => delivery.Effect.GetType().Name).Order()
        );
        Assert.Equal(1L, await bench.Scalar<long>("select count(*) from outbox where settled_at is null"));
    }

    [Fact]
    [Trait("Fault", "K22")]
    [Trait("Fault", "K24")]
    public async Task A_room_that_comes_late_is_the_room_from_then_on_and_its_thread_is_no_place_for_words_any_more()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Incident("INC-2", thread: "t7");
        await bench.FellBack("INC-2", thread: "t7");
        await bench.Put(Open, "INC-2");
        await bench.Execute(
            "update outbox set unclear = true, not_before = @later",
            ("later", bench.Clock.GetUtcNow().AddSeconds(5))
        );
        await bench.Post("before", "room", "INC-2");
        await bench.Drain();
        await bench.RoomOpened("INC-2", 3, "C101");
        await bench.Post(Keys.Card, "room", "INC-2");
        await bench.Drain();
        Assert.Equal(["before"], bench.Posted());

        bench.Clock.Forward(TimeSpan.FromSeconds(5));
        await bench.Drain();
        bench.Clock.Forward(TimeSpan.FromSeconds(1));
        await bench.Drain();

        Assert.Equal(new MessagePlace("C0", "t7"), At(bench, "before"));
        Assert.Equal(new MessagePlace("C101"), At(bench, Keys.Card));
        Assert.Equal("INC-2", await bench.Scalar<string>("select incident_id from room where thread_id = 't7'"));
    }

    [Fact]
    [Trait("Fault", "K22")]
    [Trait("Fault", "K24")]
    public async Task A_room_that_may_have_been_made_is_looked_for_although_the_thread_is_the_room()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Incident("INC-2", thread: "t7");
        await bench.FellBack("INC-2", thread: "t7");
        var open = await bench.Put(Open, "INC-2");
        await bench.Execute("update outbox set unclear = true");
        bench.Platform = _ => Task.FromResult<AttemptEnd>(new AttemptEnd.Needless("The incident has a room already."));
        await bench.Drain();

        Assert.Equal(new MessagePlace("C0", "t7"), Assert.Single(bench.Delivered).At);
        Assert.Equal("replaced", await bench.Ending(open));
        Assert.Empty(bench.Signals);
    }

    [Fact]
    [Trait("Fault", "K23")]
    public async Task A_busy_incident_hears_of_its_room_as_soon_as_it_is_free()
    {
        await using var bench = await OutboxBench.New(postgres);
        var tries = 0;
        bench
            .Pipeline.When(pipeline => pipeline.Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>()))
            .Do(_ =>
            {
                if (++tries < 4)
                    throw new BusyException("locked", new InvalidOperationException());
            });
        var open = await bench.Put(Open);
        await bench.Drain();

        Assert.Equal(4, tries);
        Assert.Equal("done", await bench.Ending(open));
    }

    [Fact]
    [Trait("Requirement", "A9")]
    public async Task The_card_carries_the_head_of_the_record_and_nothing_else_does()
    {
        await using var bench = await OutboxBench.New(postgres);
        await bench.Post(Keys.Card, "channel:C9");
        await bench.Post("banner", "channel:C9");
        await bench.Put(new Effect.Edit(Keys.Card, ChatMessage.Text("later") with { Footer = "Next" }));
        await bench.Drain();
        bench.Clock.Advance(TimeSpan.FromMinutes(1)); // the edit may have been looked at before its post stood
        await bench.Drain();

        var messages = bench.Delivered.Select(delivery =>
            delivery.Effect switch
            {
                Effect.Post post => (post.Key, post.Message.Footer),
                Effect.Edit edit => (edit.Key, edit.Message.Footer),
                _ => default,
            }
        );
        Assert.Equal(
            [("banner", null), ("card", "Next · Record #1 ⟦c:abababab⟧"), ("card", "Record #1 ⟦c:abababab⟧")],
            messages.Order()
        );
    }

    private static MessagePlace? At(OutboxBench bench, string key) =>
        bench.Delivered.Single(delivery => delivery.Effect is Effect.Post post && post.Key == key).At;

    private static RequestInput.Signal Signal(OutboxBench bench) =>
        (RequestInput.Signal)Assert.Single(bench.Signals).Input;
}

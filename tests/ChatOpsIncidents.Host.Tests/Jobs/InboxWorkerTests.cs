using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>Requests that were acknowledged before they could be decided.</summary>
public sealed class InboxWorkerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly IChatPlatform _chat = Chat();

    [Fact]
    public async Task A_kept_request_is_decided_answered_and_removed()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await Keep(
            harness,
            harness.Request("ana", "declare critical checkout fails") with
            {
                ReplyAddress = "https://answer.test/1",
            }
        );
        var worker = Worker(harness);

        Assert.Equal(1, await worker.WorkOnce(CancellationToken.None));
        Assert.Equal(0, await worker.WorkOnce(CancellationToken.None));

        Assert.Equal(1, await harness.Count("select count(*) from incident"));
        Assert.Equal(0, await harness.Count("select count(*) from inbox"));
        await _chat
            .Received(1)
            .Answer(
                "T0LOCAL",
                "https://answer.test/1",
                Arg.Is<ChatMessage>(message => message.Body.Contains("checkout fails")),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task A_busy_incident_is_asked_again_later_and_the_request_stays()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        var busy = Substitute.For<ICommandPipeline>();
        busy.Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>())
            .Returns(new Outcome(null, Reply.Text("Taken."), null, 0));
        await Keep(
            harness,
            harness.Request("ana", "declare critical checkout fails") with
            {
                ReplyAddress = "https://answer.test/1",
            }
        );

        await Worker(harness, busy).WorkOnce(CancellationToken.None);

        Assert.Equal(1, Assert.Single(await Worker(harness).Failing(10, CancellationToken.None)).Attempts);
        Assert.Equal(0, await Worker(harness).WorkOnce(CancellationToken.None));
        await _chat.DidNotReceiveWithAnyArgs().Answer(default!, default!, default!, default);
        harness.Clock.Forward(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await Worker(harness).WorkOnce(CancellationToken.None));
        Assert.Equal(0, await harness.Count("select count(*) from inbox"));
    }

    [Fact]
    public async Task A_request_that_fails_does_not_stop_those_after_it()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await using (
            var poison = harness.Source.CreateCommand(
                """
                insert into inbox (platform, workspace, request_id, request, received_at)
                values ('slack', 'T0LOCAL', 'bad', '{"input":"none"}', '2026-11-21 14:00Z')
                """
            )
        )
            await poison.ExecuteNonQueryAsync();
        await Keep(harness, harness.Request("ana", "declare critical checkout fails"));

        Assert.Equal(2, await Worker(harness).WorkOnce(CancellationToken.None));

        Assert.Equal(1, await harness.Count("select count(*) from incident"));
        Assert.Equal(1, await harness.Count("select count(*) from inbox"));
    }

    [Fact]
    public async Task Two_workers_at_once_decide_each_request_once()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare critical checkout fails");
        foreach (var n in Enumerable.Range(1, 10))
            await Keep(harness, harness.Request("ana", $"INC-1 note number {n}"));

        await Task.WhenAll(
            Worker(harness).WorkOnce(CancellationToken.None),
            Worker(harness).WorkOnce(CancellationToken.None)
        );

        Assert.Equal(10, await harness.Count("select count(*) from fact where kind = 'note-taken.v1'"));
        Assert.Equal(0, await harness.Count("select count(*) from inbox"));
    }

    private static IChatPlatform Chat()
    {
        var chat = Substitute.For<IChatPlatform>();
        chat.Name.Returns("slack");
        chat.Answer(default!, default!, default!, default).ReturnsForAnyArgs(true);
        return chat;
    }

    private static Task Keep(PipelineHarness harness, VerifiedRequest request) =>
        new PostgresEventStore(harness.Source).Defer(request, harness.Clock.GetUtcNow(), CancellationToken.None);

    private InboxWorker Worker(PipelineHarness harness, ICommandPipeline? pipeline = null) =>
        new(harness.Source, pipeline ?? harness.Pipeline, [_chat], harness.Clock, NullLogger<InboxWorker>.Instance);
}

using System.Globalization;
using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Capture;

/// <summary>What is said in rooms, on a real database.</summary>
public sealed class PostgresCaptureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    [Trait("Requirement", "D4")]
    public async Task Ten_thousand_messages_with_repeats_are_stored_once_each()
    {
        await using var room = await CaptureBench.Start(postgres);
        var said = Enumerable.Range(0, 10_000).Select(n => CaptureBench.Said(n, person: $"U{n % 40}")).ToArray();

        var incidents = await Task.WhenAll(
            said.Concat(said.Where((_, n) => n % 3 == 0)).Select(message => room.Capture(message))
        );

        Assert.All(incidents, incident => Assert.Equal("INC-1", incident));
        Assert.Equal(10_000, await room.Count("select count(*) from chat_message"));
        Assert.Equal(10_000, await room.Count("select count(distinct digest) from chat_message"));
    }

    [Fact]
    public async Task Messages_of_a_channel_that_is_no_room_are_not_stored()
    {
        await using var room = await CaptureBench.Start(postgres);

        Assert.Null(await room.Capture(CaptureBench.Said(1) with { ChannelId = "C9" }));
        Assert.Equal(0, await room.Count("select count(*) from chat_message"));
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task Of_a_channel_whose_thread_is_the_room_only_that_thread_is_stored()
    {
        await using var room = await CaptureBench.Start(postgres);
        await room.Execute("insert into room values ('slack', 'T0LOCAL', 'C7', '0000000100.000000', 'INC-1')");

        Assert.Equal("INC-1", await room.Capture(CaptureBench.Said(100) with { ChannelId = "C7" }));
        Assert.Equal(
            "INC-1",
            await room.Capture(CaptureBench.Said(101) with { ChannelId = "C7", ThreadId = "0000000100.000000" })
        );
        Assert.Null(await room.Capture(CaptureBench.Said(102) with { ChannelId = "C7" }));
        Assert.Null(
            await room.Capture(CaptureBench.Said(103) with { ChannelId = "C7", ThreadId = "0000000050.000000" })
        );
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task An_edit_and_a_deletion_are_entries_of_their_own()
    {
        await using var room = await CaptureBench.Start(postgres);
        var said = CaptureBench.Said(1);

        await room.Capture(said);
        await room.Capture(said with { Kind = "message-edited", Version = "2", Text = "edited" });
        await room.Capture(said with { Kind = "message-deleted", Version = "3", Text = "" });

        Assert.Equal(3, await room.Count("select count(*) from chat_message"));
    }

    [Fact]
    [Trait("Fault", "K20")]
    public async Task A_message_that_cannot_be_stored_fails_alone()
    {
        await using var room = await CaptureBench.Start(postgres);
        var all = Enumerable
            .Range(0, 20)
            .Select(n => room.Capture(CaptureBench.Said(n) with { Version = n == 7 ? "not\0text" : "0" }))
            .ToArray();

        await Assert.ThrowsAnyAsync<PostgresException>(() => Task.WhenAll(all));

        Assert.Equal(19, all.Count(one => one.IsCompletedSuccessfully));
        Assert.Equal(19, await room.Count("select count(*) from chat_message"));
    }

    [Fact]
    public async Task A_new_room_is_found_within_a_second()
    {
        await using var room = await CaptureBench.Start(postgres);
        var said = CaptureBench.Said(1) with { ChannelId = "C8" };
        Assert.Null(await room.Capture(said));
        await room.Execute("insert into room values ('slack', 'T0LOCAL', 'C8', '', 'INC-1')");

        Assert.Null(await room.Capture(said));
        room.Clock.Forward(TimeSpan.FromSeconds(1));
        Assert.Equal("INC-1", await room.Capture(said));
    }

    [Fact]
    public async Task What_waits_is_stored_before_the_host_ends()
    {
        var room = await CaptureBench.Start(postgres);
        var waiting = Enumerable.Range(0, 500).Select(n => room.Capture(CaptureBench.Said(n))).ToArray();
        await room.Sink.StopAsync(CancellationToken.None);

        var stored = 0;
        foreach (var one in waiting)
        {
            try
            {
                await one;
                stored++;
            }
            catch (System.Threading.Channels.ChannelClosedException)
            {
                // Told to come again.
            }
        }

        Assert.Equal(stored, await room.Count("select count(*) from chat_message"));
        await room.DisposeAsync();
    }

    [Fact]
    public async Task A_second_person_ends_solo_mode_once()
    {
        await using var room = await CaptureBench.Start(postgres);
        foreach (var n in Enumerable.Range(0, 6))
            await room.Capture(CaptureBench.Said(n, person: n % 2 == 0 ? "U0ANA" : "U0BEN"));
        await room.Speakers.TellAll(CancellationToken.None);

        Assert.Equal(1, await room.Count("select count(*) from fact where kind = 'person-spoke.v1'"));
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task After_downtime_the_gap_is_read_once_and_from_where_it_began()
    {
        await using var room = await CaptureBench.Start(postgres);
        await room.Capture(CaptureBench.Said(50)); // live, before this host has caught up: the gap before it stays open
        room.History = [.. Enumerable.Range(0, 60).Select(n => CaptureBench.Said(n))];

        Assert.Equal(60, await room.CatchUp());
        Assert.Equal(60, await room.Count("select count(*) from chat_message"));
        await room.Capture(CaptureBench.Said(70));
        await room.Restart();
        room.History = [.. Enumerable.Range(0, 80).Select(n => CaptureBench.Said(n))];
        Assert.Equal(9, await room.CatchUp());
        Assert.Equal(70, await room.Count("select count(*) from chat_message"));
        Assert.Equal(0, await room.CatchUp());
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task What_comes_in_while_a_gap_is_open_does_not_close_it_whichever_host_it_reaches()
    {
        await using var room = await CaptureBench.Start(postgres);
        Assert.Equal(0, await room.CatchUp());
        await room.Capture(CaptureBench.Said(1));
        await room.Restart(); // and nobody listened to 2
        await room.Capture(CaptureBench.Said(3));
        Assert.Equal(1, await room.Count("select count(*) from capture_mark where message_id like '%1.000000'"));

        room.History = [.. Enumerable.Range(0, 4).Select(n => CaptureBench.Said(n))];
        Assert.Equal(2, await room.CatchUp());
        Assert.Equal(3, await room.Count("select count(*) from chat_message"));
        await room.Capture(CaptureBench.Said(4));
        Assert.Equal(1, await room.Count("select count(*) from capture_mark where message_id like '%4.000000'"));
    }

    [Fact]
    public async Task A_room_that_a_job_is_at_is_not_asked_for_again_until_its_tries_are_over()
    {
        await using var room = await CaptureBench.Start(postgres);
        var catchUp = room.Reader();
        var waiting = await catchUp.Waiting(CancellationToken.None);
        Assert.Equal(new ChannelToRead("slack", "T0LOCAL", "C5"), Assert.Single(waiting));
        await catchUp.AskedFor(waiting, CancellationToken.None);

        room.Clock.Forward(TimeSpan.FromMinutes(29));
        Assert.Empty(await catchUp.Waiting(CancellationToken.None));
        room.Clock.Forward(TimeSpan.FromMinutes(1));
        Assert.Single(await catchUp.Waiting(CancellationToken.None));
    }

    [Fact]
    public async Task A_room_whose_history_fails_stays_to_be_read_and_its_fault_is_the_jobs()
    {
        await using var room = await CaptureBench.Start(postgres);
        room.HistoryFault = new HttpRequestException("the platform is ill");

        await Assert.ThrowsAsync<HttpRequestException>(room.CatchUp);
        room.HistoryFault = null;
        room.History = [CaptureBench.Said(1)];
        Assert.Equal(1, await room.CatchUp());
        await room.Execute("update incident set is_running = false");
        await room.Restart();
        Assert.Equal(0, await room.CatchUp());
    }

    [Fact]
    [Trait("Requirement", "A9")]
    public async Task Captured_messages_are_sealed_into_the_chain_once()
    {
        await using var room = await CaptureBench.Start(postgres);
        await Task.WhenAll(Enumerable.Range(0, 1_500).Select(n => room.Capture(CaptureBench.Said(n))));
        var rests = new RestsAsked();
        var sealing = new MessageSealing(
            room.Harness.Source,
            room.Harness.Pipeline,
            rests,
            NullLogger<MessageSealing>.Instance
        );

        Assert.Equal(2, await sealing.SealOnce(CancellationToken.None));
        Assert.Equal(0, await sealing.SealOnce(CancellationToken.None));

        // More than one part waits: it rests three times as long as the first has taken.
        Assert.Equal([RestsAsked.Looked * 3], rests.Asked);
        Assert.Equal(2, await room.Count("select count(*) from fact where kind = 'messages-sealed.v1'"));
        Assert.Equal(0, await room.Count("select count(*) from chat_message where sealed_seq is null"));
        Assert.Equal(
            1_500,
            await room.Count(
                "select sum(json_array_length(content::json -> 'digests')) from fact where kind = 'messages-sealed.v1'"
            )
        );
    }

    [Fact]
    public async Task A_host_that_dies_after_sealing_marks_instead_of_sealing_again()
    {
        await using var room = await CaptureBench.Start(postgres);
        await room.Capture(CaptureBench.Said(1));
        var sealing = new MessageSealing(
            room.Harness.Source,
            room.Harness.Pipeline,
            TimeProvider.System,
            NullLogger<MessageSealing>.Instance
        );
        await sealing.SealOnce(CancellationToken.None);
        await room.Execute("update chat_message set sealed_seq = null");
        await room.Capture(CaptureBench.Said(2));

        Assert.Equal(1, await sealing.SealOnce(CancellationToken.None));
        Assert.Equal(2, await room.Count("select count(distinct sealed_seq) from chat_message"));
    }
}

/// <summary>A clock that goes on at each look, and whose timers end at once: what was waited for stands in it.</summary>
internal sealed class RestsAsked : TimeProvider
{
    public static readonly TimeSpan Looked = TimeSpan.FromMilliseconds(10);
    private long _now;

    public List<TimeSpan> Asked { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now += Looked.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Asked.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

/// <summary>An incident with a room C5, and a capture on it.</summary>
internal sealed class CaptureBench : IAsyncDisposable
{
    private readonly IChatPlatform _chat = Substitute.For<IChatPlatform>();

    private CaptureBench(PipelineHarness harness)
    {
        Harness = harness;
        Speakers = new SpeakerSignals(
            harness.Pipeline,
            new PostgresEventStore(harness.Source),
            NullLogger<SpeakerSignals>.Instance
        );
        Talk = NewTalk(enabled: true);
        Sink = NewSink();
        _chat.Name.Returns("slack");
        _chat
            .History("T0LOCAL", "C5", Arg.Any<KnownSoFar>(), Arg.Any<CancellationToken>())
            .Returns(call =>
                HistoryFault is { } fault
                    ? throw fault
                    : History
                        .Where(said => string.CompareOrdinal(said.MessageId, call.ArgAt<KnownSoFar>(2).After) > 0)
                        .ToAsyncEnumerable()
            );
    }

    public PipelineHarness Harness { get; }

    public StoryClock Clock => Harness.Clock;

    public PostgresCapture Sink { get; private set; }

    public SpeakerSignals Speakers { get; }

    public TalkSignals Talk { get; private set; }

    public PeopleDirectory People { get; } = new();

    public IReadOnlyList<CapturedMessage> History { get; set; } = [];

    public static async Task<CaptureBench> Start(PostgresFixture postgres)
    {
        var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare critical checkout fails");
        var bench = new CaptureBench(harness);
        await bench.Execute("insert into room values ('slack', 'T0LOCAL', 'C5', '', 'INC-1')");
        await bench.Sink.StartAsync(CancellationToken.None);
        return bench;
    }

    public static CapturedMessage Said(int n, string person = "U0ANA") =>
        new(
            "C5",
            n.ToString("D10", CultureInfo.InvariantCulture) + ".000000",
            "0",
            "message",
            null,
            person,
            new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero).AddSeconds(n),
            $"message {n}",
            [],
            null
        );

    public Task<string?> Capture(CapturedMessage message) =>
        Sink.Capture("slack", "T0LOCAL", message, message.PersonId, CancellationToken.None);

    public Exception? HistoryFault { get; set; }

    public CatchUp Reader() => new(Harness.Source, Sink, [_chat], Clock, NullLogger<CatchUp>.Instance);

    /// <summary>Reads all that waits to be read.</summary>
    public async Task<int> CatchUp()
    {
        var reader = Reader();
        var read = 0;
        foreach (var channel in await reader.Waiting(CancellationToken.None))
            read += await reader.Read(channel, CancellationToken.None);
        return read;
    }

    /// <summary>This host's memory is gone; what it stored is not.</summary>
    public async Task Restart()
    {
        Sink.Dispose();
        Sink = NewSink();
        await Reader().GapIsPossible(CancellationToken.None);
        await Sink.StartAsync(CancellationToken.None);
    }

    public Task<long> Count(string sql) => Harness.Count(sql);

    public async Task Execute(string sql)
    {
        await using var command = Harness.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sink.StopAsync(CancellationToken.None);
        Sink.Dispose();
        Speakers.Dispose();
        Talk.Dispose();
        await Harness.DisposeAsync();
    }

    /// <summary>What is said is only captured.</summary>
    public async Task WithoutTalk()
    {
        Talk = NewTalk(enabled: false);
        await Restart();
    }

    private TalkSignals NewTalk(bool enabled) =>
        new(
            Harness.Pipeline,
            People,
            Clock,
            Options.Create(new TalkOptions { Enabled = enabled }),
            NullLogger<TalkSignals>.Instance
        );

    private PostgresCapture NewSink() =>
        new(
            Harness.Source,
            new RoomDirectory(Harness.Source, Clock),
            Speakers,
            Talk,
            Clock,
            Options.Create(new CaptureOptions()),
            NullLogger<PostgresCapture>.Instance
        );
}

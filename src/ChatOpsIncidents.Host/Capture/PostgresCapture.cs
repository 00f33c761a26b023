using System.Security.Cryptography;
using System.Threading.Channels;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>
/// Stores messages in batches: one commit for many, and each sender hears when its own is durable. When too many wait,
/// senders wait too; nothing is dropped.
/// </summary>
public sealed class PostgresCapture(
    NpgsqlDataSource source,
    RoomDirectory rooms,
    SpeakerSignals speakers,
    TalkSignals talk,
    TimeProvider clock,
    IOptions<CaptureOptions> options,
    ILogger<PostgresCapture> log
) : BackgroundService, ICaptureSink
{
    private const int SaltLength = 16;

    private readonly CaptureMarks _marks = new();
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(options.Value.QueueMax) { SingleReader = true }
    );

    /// <inheritdoc/>
    public async Task<string?> Capture(
        string platform,
        string workspace,
        CapturedMessage message,
        string personName,
        CancellationToken ct
    )
    {
        // A thread's root belongs to its thread, although it does not say so itself.
        var incident = await rooms.Find(
            platform,
            workspace,
            message.ChannelId,
            message.ThreadId ?? message.MessageId,
            ct
        );
        if (incident is null)
            return null;

        var pending = new Pending(RowOf(platform, workspace, incident, message, personName));
        await _queue.Writer.WriteAsync(pending, ct);
        await pending.Stored.Task.WaitAsync(ct);
        if (message.Kind == "message")
            speakers.Heard(platform, workspace, incident, message.PersonId, personName);
        talk.Heard(platform, workspace, incident, message, personName);
        return incident;
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // What waits is stored before the host ends; who comes now is told to come again.
        _queue.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Pending> batch = [];
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < options.Value.BatchMax && _queue.Reader.TryRead(out var pending))
                batch.Add(pending);
            await Store(batch);
            batch.Clear();
        }
    }

    private async Task Store(IReadOnlyList<Pending> batch)
    {
        try
        {
            await Insert([.. batch.Select(pending => pending.Row)]);
        }
        catch (PostgresException fault) when (fault.SqlState[..2] is "22" or "23" && batch.Count > 1)
        {
            // One of them cannot be stored: halves find it, and the others do not suffer.
            await Store([.. batch.Take(batch.Count / 2)]);
            await Store([.. batch.Skip(batch.Count / 2)]);
            return;
        }
        catch (Exception fault)
        {
            Log.NotStored(log, fault, batch.Count);
            foreach (var pending in batch)
                pending.Stored.TrySetException(fault);
            return;
        }

        foreach (var pending in batch)
            pending.Stored.TrySetResult();
    }

    private async Task Insert(MessageRow[] rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection); // one implicit transaction
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(PostgresSql.Numbered("capture/insert_messages"))
                .With("platforms", rows.Select(row => row.Platform).ToArray())
                .With("workspaces", rows.Select(row => row.Workspace).ToArray())
                .With("channels", rows.Select(row => row.Message.ChannelId).ToArray())
                .With("messages", rows.Select(row => row.Message.MessageId).ToArray())
                .With("versions", rows.Select(row => row.Message.Version).ToArray())
                .With("kinds", rows.Select(row => row.Message.Kind).ToArray())
                .With("incidents", rows.Select(row => row.IncidentId).ToArray())
                .With("threads", rows.Select(row => row.Message.ThreadId).ToArray())
                .With("people", rows.Select(row => row.Message.PersonId).ToArray())
                .With("names", rows.Select(row => row.PersonName).ToArray())
                .With("ats", rows.Select(row => row.Message.At.UtcDateTime).ToArray())
                .With("contents", rows.Select(row => row.Content).ToArray())
                .With("salts", rows.Select(row => row.Salt).ToArray())
                .With("digests", rows.Select(row => row.Digest).ToArray())
                .With("links", rows.Select(row => row.Message.Link).ToArray())
                .With("now", clock.GetUtcNow())
        );
        var read = rows.Select(ReadOf).ToArray();
        var due = _marks.Due(read);
        if (due is not null)
            batch.BatchCommands.Add(due);
        await batch.ExecuteNonQueryAsync();
        _marks.Stored(read, areMoved: due is not null);
    }

    // Each sender's own work: while a batch is stored, the next is made ready by many.
    private static MessageRow RowOf(
        string platform,
        string workspace,
        string incident,
        CapturedMessage message,
        string personName
    )
    {
        var content = MessageContent.Write(platform, message, personName);
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return new MessageRow(platform, workspace, incident, message, personName)
        {
            Content = content,
            Salt = salt,
            Digest = FactHash.ContentDigest(salt, content),
        };
    }

    private static ReadMessage ReadOf(MessageRow row) =>
        new(row.Platform, row.Workspace, row.Message.ChannelId, row.Message.MessageId);

    private sealed record MessageRow(
        string Platform,
        string Workspace,
        string IncidentId,
        CapturedMessage Message,
        string PersonName
    )
    {
        public required string Content { get; init; }

        public required byte[] Salt { get; init; }

        public required string Digest { get; init; }
    }

    private sealed class Pending(MessageRow row)
    {
        public MessageRow Row { get; } = row;

        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>Reads what was said while no host listened: at the start, and for rooms that opened since.</summary>
public sealed class CatchUp(
    NpgsqlDataSource source,
    ICaptureSink capture,
    CaptureMarks marks,
    IEnumerable<IChatPlatform> platforms,
    TimeProvider clock,
    ILogger<CatchUp> log
) : BackgroundService
{
    private const int AtATime = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    /// <summary>Reads every channel of a running incident with which this host has not caught up yet.</summary>
    /// <returns>How many messages were read; those captured before count too.</returns>
    public async Task<int> RunOnce(CancellationToken ct)
    {
        var read = 0;
        foreach (var room in await Channels(ct))
        {
            if (marks.IsComplete(room.Platform, room.Workspace, room.Channel))
                continue;
            if (!_platforms.TryGetValue(room.Platform, out var platform))
                continue;
            try
            {
                read += await Read(platform, room, ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                Log.NotCaughtUp(log, fault, room.Channel, room.Platform);
            }
        }

        return read;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await RunOnce(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CatchUpFailed(log, fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<List<Room>> Channels(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("capture/channels_to_catch_up"));
        List<Room> rooms = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            rooms.Add(
                new Room(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.IsDBNull(3) ? null : row.GetString(3)
                )
            );
        return rooms;
    }

    private async Task<int> Read(IChatPlatform platform, Room room, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = room.After;
        var read = 0;
        await foreach (
            var some in platform
                .History(room.Workspace, room.Channel, room.After, ct)
                .Chunk(AtATime)
                .WithCancellation(ct)
        )
        {
            foreach (
                var person in some.Select(message => message.PersonId)
                    .Distinct()
                    .Where(person => !names.ContainsKey(person))
            )
                names[person] = (await platform.FindPerson(room.Workspace, person, ct))?.Name ?? person;
            await Task.WhenAll(
                some.Select(message =>
                    capture.Capture(room.Platform, room.Workspace, message, names[message.PersonId], ct)
                )
            );
            last = some.Select(message => message.MessageId).Append(last).Max(StringComparer.Ordinal);
            read += some.Length;
        }

        if (last is not null)
            await Mark(room, last, ct);
        marks.Complete(room.Platform, room.Workspace, room.Channel);
        Log.CaughtUp(log, room.Channel, room.Platform, read);
        return read;
    }

    private async Task Mark(Room room, string last, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            CaptureMarks.Statement([new ReadMessage(room.Platform, room.Workspace, room.Channel, last)])
        );
        await batch.ExecuteNonQueryAsync(ct);
    }

    private sealed record Room(string Platform, string Workspace, string Channel, string? After);
}

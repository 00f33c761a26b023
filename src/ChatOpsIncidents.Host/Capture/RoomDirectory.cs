using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>Which incident a channel, or a thread of it, belongs to; remembered for a moment.</summary>
public sealed class RoomDirectory(NpgsqlDataSource source, TimeProvider clock)
{
    // Short, because another host may open a room; a bot sits in many channels that are nobody's room, and hears all of
    // them.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);
    private const int ChannelsMax = 10_000;

    private readonly ConcurrentDictionary<(string, string, string), Known> _channels = new();

    /// <summary>The incident; null: the channel is no room.</summary>
    public async ValueTask<string?> Find(
        string platform,
        string workspace,
        string channel,
        string? thread,
        CancellationToken ct
    )
    {
        var key = (platform, workspace, channel);
        if (!_channels.TryGetValue(key, out var known) || known.Until <= clock.GetUtcNow())
        {
            known = new Known(await Read(platform, workspace, channel, ct), clock.GetUtcNow() + RememberedFor);
            if (_channels.Count >= ChannelsMax)
                _channels.Clear();
            _channels[key] = known;
        }

        return thread is not null && known.Threads.TryGetValue(thread, out var ofThread)
            ? ofThread
            : known.Threads.GetValueOrDefault("");
    }

    private async Task<Dictionary<string, string>> Read(
        string platform,
        string workspace,
        string channel,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Numbered("capture/rooms_of_channel"))
            .With("platform", platform)
            .With("workspace", workspace)
            .With("channel", channel);
        var threads = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            threads[row.GetString(0)] = row.GetString(1);
        return threads;
    }

    private sealed record Known(Dictionary<string, string> Threads, DateTimeOffset Until);
}

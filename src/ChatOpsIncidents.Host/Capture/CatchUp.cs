using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>Reads what was said while no host listened: at the start, and for rooms that opened since.</summary>
public sealed class CatchUp(
    NpgsqlDataSource source,
    ICaptureSink capture,
    IEnumerable<IChatPlatform> platforms,
    TimeProvider clock,
    ILogger<CatchUp> log
)
{
    // Longer than a job's further tries go on; what was asked for and never ended is asked for again.
    private static readonly TimeSpan Asked = TimeSpan.FromMinutes(30);

    // What was said before is not looked at again: a room may have gone on for weeks.
    private static readonly TimeSpan DeletedSince = TimeSpan.FromDays(2);
    private const int AtATime = 200;
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    /// <summary>This host starts: until now, perhaps nobody listened.</summary>
    public async Task GapIsPossible(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("capture/gap_possible"));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Channels of running incidents that are to be read, and for which nobody was asked lately.</summary>
    public async Task<IReadOnlyList<ChannelToRead>> Waiting(CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/channels_to_ask_for"))
            .With("asked_before", clock.GetUtcNow() - Asked);
        List<ChannelToRead> channels = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            channels.Add(new ChannelToRead(row.GetString(0), row.GetString(1), row.GetString(2)));
        return [.. channels.Where(channel => _platforms.ContainsKey(channel.Platform))];
    }

    /// <summary>Somebody was asked to read these channels.</summary>
    public async Task AskedFor(IReadOnlyList<ChannelToRead> channels, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/asked_for"))
            .With("platforms", channels.Select(channel => channel.Platform).ToArray())
            .With("workspaces", channels.Select(channel => channel.Workspace).ToArray())
            .With("channels", channels.Select(channel => channel.ChannelId).ToArray())
            .With("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads a channel from where its mark stands. It may be read twice: what is captured already
    /// stays.</summary>
    /// <returns>How many messages were read; those captured before count too.</returns>
    public async Task<int> Read(ChannelToRead channel, CancellationToken ct)
    {
        if (!_platforms.TryGetValue(channel.Platform, out var platform))
            return 0;
        var (isToRead, after) = await After(channel, ct);
        if (!isToRead)
            return 0;
        try
        {
            var (read, last) = await Read(platform, channel, after, ct);
            await CaughtUp(channel, last, ct);
            Log.CaughtUp(log, channel.ChannelId, channel.Platform, read);
            return read;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.NotCaughtUp(log, fault, channel.ChannelId, channel.Platform);
            throw;
        }
    }

    private async Task<(bool IsToRead, string? After)> After(ChannelToRead channel, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/channel_to_read"))
            .With("platform", channel.Platform)
            .With("workspace", channel.Workspace)
            .With("channel", channel.ChannelId);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
            return (false, null);
        return (true, row.IsDBNull(0) ? null : row.GetString(0));
    }

    private async Task<(int Read, string? Last)> Read(
        IChatPlatform platform,
        ChannelToRead channel,
        string? after,
        CancellationToken ct
    )
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var known = new KnownSoFar(after, after is null ? [] : await Standing(channel, ct));
        var history = platform.History(channel.Workspace, channel.ChannelId, known, ct);
        var (read, last) = (0, after);
        await foreach (var some in history.Chunk(AtATime).WithCancellation(ct))
        {
            var people = some.Select(message => message.PersonId).Distinct();
            foreach (var person in people.Where(person => !names.ContainsKey(person)))
                names[person] = (await platform.FindPerson(channel.Workspace, person, ct))?.Name ?? person;
            await Task.WhenAll(
                some.Select(message =>
                    capture.Capture(channel.Platform, channel.Workspace, message, names[message.PersonId], ct)
                )
            );
            last = some.Select(message => message.MessageId).Append(last).Max(StringComparer.Ordinal);
            read += some.Length;
        }

        return (read, last);
    }

    private async Task<IReadOnlyList<KnownMessage>> Standing(ChannelToRead channel, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/still_standing"))
            .With("platform", channel.Platform)
            .With("workspace", channel.Workspace)
            .With("channel", channel.ChannelId)
            .With("since", clock.GetUtcNow() - DeletedSince);
        List<KnownMessage> known = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            known.Add(new KnownMessage(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2)));
        return known;
    }

    private async Task CaughtUp(ChannelToRead channel, string? last, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/caught_up"))
            .With("platform", channel.Platform)
            .With("workspace", channel.Workspace)
            .With("channel", channel.ChannelId)
            .With("message", last);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>A channel whose history is to be read.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="ChannelId">The channel's id.</param>
public sealed record ChannelToRead(string Platform, string Workspace, string ChannelId);

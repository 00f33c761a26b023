using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Where alerts declare.</summary>
/// <param name="Platform">The chat platform's name; <c>web</c>: none is connected.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="Channel">Its announcement channel; null: it has none.</param>
public sealed record AlertPlace(string Platform, string Workspace, string? Channel);

/// <summary>Finds where alerts declare: the workspace that is set, the one that announces, the one that was used last,
/// the one in which we are installed.</summary>
public sealed class AlertHome(
    IOptions<HooksOptions> options,
    IOptions<OutboxOptions> outbox,
    IEnumerable<IChatPlatform> platforms,
    NpgsqlDataSource source
)
{
    private AlertPlace? _found;

    /// <summary>Finds it; once found it stays.</summary>
    public async Task<AlertPlace> Find(CancellationToken ct)
    {
        if (_found is not null)
            return _found;
        // What is only the last resort is asked again: a platform may be connected in a minute.
        return await Look(ct) is { } place ? _found = place : new AlertPlace("web", "local", null);
    }

    private async Task<AlertPlace?> Look(CancellationToken ct)
    {
        var announcing = outbox.Value.AnnounceChannels.Keys.ToArray();
        var named = options.Value.Workspace is { Length: > 0 } set ? set : null;
        named ??= announcing.Length == 1 ? announcing[0] : null;
        if (named is not null && await PlatformOf(named, ct) is { } home)
            return Place(home, named);
        await using (var command = source.CreateCommand(PostgresSql.Text("signals/home")))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            if (await row.ReadAsync(ct))
                return Place(row.GetString(0), row.GetString(1));
        }

        foreach (var platform in platforms)
        {
            if (await platform.HomeWorkspace(ct) is { } workspace)
                return Place(platform.Name, workspace);
        }

        return null;
    }

    // Of several the one that is at home there; of one there is nothing to ask.
    private async Task<string?> PlatformOf(string workspace, CancellationToken ct)
    {
        foreach (var platform in platforms.Skip(1))
        {
            if (await platform.HomeWorkspace(ct) == workspace)
                return platform.Name;
        }

        return platforms.FirstOrDefault()?.Name;
    }

    private AlertPlace Place(string platform, string workspace) =>
        new(platform, workspace, outbox.Value.AnnounceChannels.TryGetValue(workspace, out var id) ? id : null);
}

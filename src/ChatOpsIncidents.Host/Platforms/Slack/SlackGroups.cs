using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The user groups of a workspace: their names, and who is in them at the moment.</summary>
/// <remarks>Source: docs.slack.dev/reference/methods/usergroups.list and usergroups.users.list</remarks>
public sealed class SlackGroups(SlackClient client, TimeProvider clock)
{
    /// <summary>How long the list of names serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Listed> _listed = new(StringComparer.Ordinal);

    /// <summary>A group's handle without its @, as it was read last; null: not read, or none of that id.</summary>
    public string? HandleOf(string workspace, string groupId) =>
        _listed.TryGetValue(workspace, out var listed) ? listed.Handles.GetValueOrDefault(groupId) : null;

    /// <summary>Reads the names, unless they were read lately.</summary>
    /// <returns>Null: they are known; else why they are not.</returns>
    public async Task<SlackAnswer?> Read(string workspace, CancellationToken ct)
    {
        if (_listed.TryGetValue(workspace, out var listed) && clock.GetUtcNow() - listed.At < Fresh)
            return null;
        var answer = await client.Call(workspace, "usergroups.list", [], ct);
        if (answer is not SlackAnswer.Ok { Body: var body })
            return answer;
        Dictionary<string, string> handles = new(StringComparer.Ordinal);
        foreach (var group in (body["usergroups"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (SlackMessages.Text(group, "id") is { } id && SlackMessages.Text(group, "handle") is { } handle)
                handles[id] = handle;
        }

        _listed[workspace] = new Listed(handles, clock.GetUtcNow());
        return null;
    }

    /// <summary>A group, with those who are in it now.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="name">The group's id, or its handle.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns>Group null: why not.</returns>
    public async Task<(PlatformGroup? Group, SlackAnswer Answer)> Find(
        string workspace,
        string name,
        CancellationToken ct
    )
    {
        var unread = await Read(workspace, ct);
        if (IdOf(workspace, name) is not { } id)
            return (null, unread ?? new SlackAnswer.Refused("no_such_subteam", []));
        var answer = await client.Call(workspace, "usergroups.users.list", new JsonObject { ["usergroup"] = id }, ct);
        if (answer is not SlackAnswer.Ok { Body: var body })
            return (null, answer);
        var members = (body["users"] as JsonArray ?? []).Select(user => user?.ToString()).OfType<string>();
        return (new PlatformGroup(id, HandleOf(workspace, id) ?? name, [.. members]), answer);
    }

    // An id is one also while the names cannot be read.
    private string? IdOf(string workspace, string name)
    {
        var handles = _listed.GetValueOrDefault(workspace)?.Handles ?? [];
        if (handles.ContainsKey(name))
            return name;
        var byHandle = handles.FirstOrDefault(one => one.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Key;
        return byHandle ?? (SlackText.IsId(name) && name[0] == 'S' ? name : null);
    }

    private sealed record Listed(Dictionary<string, string> Handles, DateTimeOffset At);
}

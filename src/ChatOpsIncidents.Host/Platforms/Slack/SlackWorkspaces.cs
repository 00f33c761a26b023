using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Who we are in a workspace.</summary>
/// <param name="Team">The workspace in which we are installed.</param>
/// <param name="BotUser">Our bot's user id.</param>
/// <param name="Bot">Our bot id.</param>
/// <param name="Url">The workspace's address, with a slash at its end.</param>
/// <param name="IsOrganisation">Whether the install is for all workspaces of an organisation.</param>
public sealed record SlackIdentity(string Team, string BotUser, string? Bot, string Url, bool IsOrganisation = false)
{
    /// <summary>A permanent link to a message, or to a channel.</summary>
    public string Link(string channel, string? ts = null, string? thread = null) =>
        $"{Url}archives/{channel}" + (ts is null ? "" : Of(ts, thread, channel));

    private static string Of(string ts, string? thread, string channel) =>
        $"/p{ts.Replace(".", "")}" + (thread is null ? "" : $"?thread_ts={thread}&cid={channel}");
}

/// <summary>What is asked of Slack once and remembered: who we are in a workspace, and each person's direct-message
/// channel.</summary>
public sealed class SlackWorkspaces(SlackClient client)
{
    private readonly ConcurrentDictionary<string, SlackIdentity> _identities = new();
    private readonly ConcurrentDictionary<string, string> _directs = new();

    /// <summary>Who we are; null while Slack does not say it.</summary>
    public async Task<SlackIdentity?> Identity(string workspace, CancellationToken ct)
    {
        if (_identities.TryGetValue(workspace, out var known))
            return known;
        if (
            await client.Call(workspace, "auth.test", [], ct) is not SlackAnswer.Ok { Body: var body }
            || body["user_id"]?.GetValue<string>() is not { } user
        )
            return null;
        var url = body["url"]?.GetValue<string>() ?? "https://slack.com/";
        return _identities[workspace] = new SlackIdentity(
            body["team_id"]?.GetValue<string>() ?? workspace,
            user,
            body["bot_id"]?.GetValue<string>(),
            url.EndsWith('/') ? url : url + "/",
            body["is_enterprise_install"]?.GetValue<bool>() ?? false
        );
    }

    /// <summary>The actor as seen from the workspace in which we are installed: who comes from another one is an
    /// outsider of a shared channel.</summary>
    public SlackActor AtHome(SlackActor actor) =>
        _identities.IsEmpty || _identities.Values.Any(us => us.IsOrganisation || us.Team == actor.Workspace)
            ? actor
            : actor with
            {
                Workspace = _identities.Values.First().Team,
                IsForeign = true,
            };

    /// <summary>Who we are, if it was asked before.</summary>
    public SlackIdentity? Known(string workspace) => _identities.GetValueOrDefault(workspace);

    /// <summary>The channel in which one person reads us alone: <see cref="SlackAnswer.Ok"/> with <c>channel</c>, or
    /// why not.</summary>
    public async Task<SlackAnswer> Direct(string workspace, string person, CancellationToken ct)
    {
        var key = $"{workspace}/{person}";
        if (_directs.TryGetValue(key, out var known))
            return new SlackAnswer.Ok(new JsonObject { ["channel"] = known });
        if (!SlackText.IsId(person))
            return new SlackAnswer.Refused("user_not_found", []);
        var answer = await client.Call(workspace, "conversations.open", new JsonObject { ["users"] = person }, ct);
        if (answer is not SlackAnswer.Ok { Body: var body })
            return answer;
        if (body["channel"]?["id"]?.GetValue<string>() is not { } channel)
            return new SlackAnswer.Refused("channel_not_found", []);
        _directs[key] = channel;
        return new SlackAnswer.Ok(new JsonObject { ["channel"] = channel });
    }
}

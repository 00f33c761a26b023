using System.Collections.Frozen;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>What must be known of a Web API method before it is called.</summary>
/// <param name="Name">Slack's name.</param>
/// <param name="TakesJson">Whether it reads a JSON body; the others silently ignore one and want a form.</param>
/// <param name="PerMinute">Calls a minute, per workspace: the promised floor of its tier.</param>
/// <param name="Repeatable">Whether a call with a lost answer may simply be made again.</param>
/// <remarks>Source: docs.slack.dev/apis/web-api/rate-limits and each method's page.</remarks>
public sealed record SlackMethod(string Name, bool TakesJson, int PerMinute, bool Repeatable)
{
    private const int Tier2 = 20,
        Tier3 = 50,
        Tier4 = 100,
        Special = 240;

    /// <summary>The methods that the product uses, by name.</summary>
    public static FrozenDictionary<string, SlackMethod> All { get; } =
        new SlackMethod[]
        {
            new("auth.test", true, Special, true),
            new("users.info", false, Tier4, true),
            new("users.list", false, Tier2, true),
            new("usergroups.list", false, Tier2, true),
            new("usergroups.users.list", false, Tier2, true),
            new("users.conversations", false, Tier3, true),
            new("conversations.create", true, Tier2, false),
            new("conversations.invite", true, Tier3, true),
            new("conversations.setTopic", true, Tier2, true),
            new("conversations.join", true, Tier3, true),
            new("conversations.unarchive", true, Tier2, true),
            new("conversations.open", true, Tier3, true),
            new("conversations.info", false, Tier3, true),
            new("conversations.history", false, Tier3, true),
            new("conversations.replies", false, Tier3, true),
            new("chat.postMessage", true, Special, false),
            new("chat.postEphemeral", true, Tier4, false),
            new("chat.update", true, Tier3, true),
            new("pins.add", true, Tier2, true),
            new("bookmarks.add", true, Tier2, false),
            new("conversations.canvases.create", true, Tier2, true),
            new("canvases.edit", true, Tier3, true),
            new("views.open", true, Tier4, false),
            new("views.publish", true, Tier4, true),
            new("files.getUploadURLExternal", false, Tier4, false),
            new("files.info", false, Tier4, true),
            new("files.completeUploadExternal", true, Tier4, false),
        }.ToFrozenDictionary(m => m.Name);
}

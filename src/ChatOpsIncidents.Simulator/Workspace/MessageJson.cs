using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>A message as Slack writes it in events, histories and answers.</summary>
internal static class MessageJson
{
    /// <summary>The message as it stands now.</summary>
    /// <param name="workspace">Whose bot profile is shown.</param>
    /// <param name="channel">Where the message stands.</param>
    /// <param name="message">Which one.</param>
    /// <param name="metadata">Whether the app's metadata is included; Slack does so on request only.</param>
    /// <param name="without">A reply that is not counted yet.</param>
    public static JsonObject Of(
        LocalWorkspace workspace,
        Conversation channel,
        Message message,
        bool metadata = false,
        Message? without = null
    )
    {
        var made = Json.Object(
            ("type", "message"),
            ("subtype", message.Subtype),
            ("user", message.User),
            ("ts", message.Ts),
            ("text", message.Text),
            ("team", message.Subtype is null ? LocalWorkspace.TeamId : null),
            ("username", message.BotName),
            ("blocks", Blocks(message)),
            ("attachments", message.Attachments),
            ("thread_ts", message.ThreadTs),
            ("parent_user_id", message.IsReply ? channel.Find(message.ThreadTs)?.User : null),
            ("metadata", metadata ? message.Metadata : null),
            ("pinned_to", channel.Pins.Exists(p => p.Ts == message.Ts) ? Json.Strings([channel.Id]) : null),
            ("reactions", Reactions(message)),
            ("files", Files(workspace, message))
        );
        if (message.FromBot)
            AddBot(workspace, made);
        if (message.Edited is { } edited)
            made["edited"] = Json.Object(("user", edited.User), ("ts", edited.Ts));
        foreach (var (name, value) in message.Extra)
            made[name] = value?.DeepClone();
        if (!message.IsReply)
            AddReplies(channel, message, without, made);
        return made;
    }

    private static JsonArray? Blocks(Message message) =>
        message.Blocks
        ?? (
            message.FromBot || message.Subtype is not null || message.Text.Length == 0
                ? null
                : RichText.Of(message.Text)
        );

    /// <summary>The bot's card, as it hangs on each of its messages.</summary>
    public static JsonObject BotProfile(LocalWorkspace workspace) =>
        Json.Object(
            ("id", LocalWorkspace.BotId),
            ("app_id", LocalWorkspace.AppId),
            ("user_id", LocalWorkspace.BotUserId),
            ("name", workspace.Bot.Name),
            ("deleted", false),
            ("updated", 1_700_000_000),
            ("team_id", LocalWorkspace.TeamId)
        );

    private static void AddBot(LocalWorkspace workspace, JsonObject made)
    {
        made["bot_id"] = LocalWorkspace.BotId;
        made["app_id"] = LocalWorkspace.AppId;
        made["bot_profile"] = BotProfile(workspace);
    }

    private static void AddReplies(Conversation channel, Message message, Message? without, JsonObject made)
    {
        var replies = channel.Replies(message.Ts).Where(r => r != without).ToArray();
        if (replies.Length == 0)
            return;
        var users = replies.Select(r => r.User).Distinct().ToArray();
        made["thread_ts"] = message.Ts;
        made["reply_count"] = replies.Length;
        made["reply_users"] = Json.Strings(users);
        made["reply_users_count"] = users.Length;
        made["latest_reply"] = replies[^1].Ts;
        made["is_locked"] = false;
    }

    private static JsonArray? Reactions(Message message) =>
        message.Reactions.Count == 0
            ? null
            : Json.Array(
                message.Reactions.Select(r =>
                    Json.Object(("name", r.Name), ("users", Json.Strings(r.Users)), ("count", r.Users.Count))
                )
            );

    private static JsonArray? Files(LocalWorkspace workspace, Message message) =>
        message.Files.Count == 0 ? null : Json.Array(message.Files.Select(f => File(workspace, f)));

    /// <summary>A file as Slack describes it.</summary>
    public static JsonObject File(LocalWorkspace workspace, StoredFile file)
    {
        var path = $"{workspace.BaseUrl}/files-pri/{LocalWorkspace.TeamId}-{file.Id}";
        var name = Uri.EscapeDataString(file.Name);
        return Json.Object(
            ("id", file.Id),
            ("created", file.Created.ToUnixTimeSeconds()),
            ("name", file.Name),
            ("timestamp", file.Created.ToUnixTimeSeconds()),
            ("title", file.Title.Length > 0 ? file.Title : file.Name),
            ("mimetype", file.MimeType),
            ("filetype", Path.GetExtension(file.Name).TrimStart('.')),
            ("user", file.User),
            ("size", file.Bytes?.Length ?? 0),
            ("mode", "hosted"),
            ("is_external", false),
            ("is_public", true),
            ("url_private", $"{path}/{name}"),
            ("url_private_download", $"{path}/download/{name}"),
            ("permalink", $"https://{LocalWorkspace.Domain}.slack.com/files/{file.User}/{file.Id}/{name}"),
            ("shares", Shares(file))
        );
    }

    private static JsonObject Shares(StoredFile file)
    {
        var made = new JsonObject();
        foreach (var (channel, ts) in file.Shares)
        {
            if (made[channel] is not JsonArray list)
                made[channel] = list = [];
            list.Add(Json.Object(("ts", ts)));
        }

        return Json.Object(("public", made));
    }
}

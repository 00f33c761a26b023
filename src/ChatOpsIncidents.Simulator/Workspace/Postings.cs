using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>Posts, edits, deletes, and marks messages, and tells the app and the pages. Call under the lock.</summary>
internal sealed class Postings(LocalWorkspace workspace)
{
    /// <summary>Puts a message where it belongs and sends the events that follow.</summary>
    public Message Post(Conversation channel, Message message)
    {
        channel.Add(message);
        var parent = message.IsReply ? channel.Find(message.ThreadTs) : null;
        if (message.EphemeralFor is null)
        {
            workspace.Emit(MessageEvent(channel, message), channel);
            if (!channel.Direct && Mentions(message))
                workspace.Emit(MentionEvent(channel, message), channel);
            if (parent is not null)
                EmitChanged(channel, parent, MessageJson.Of(workspace, channel, parent, without: message));
        }

        Publish("message", channel, message);
        return message;
    }

    /// <summary>A line that Slack itself writes, such as a join.</summary>
    public void System(Conversation channel, string subtype, string person, string text, JsonObject extra) =>
        Post(
            channel,
            new Message
            {
                Ts = workspace.NextTs(),
                User = person,
                Subtype = subtype,
                Text = text,
                Extra = extra,
            }
        );

    /// <summary>Changes a message in place; <paramref name="change"/> does it.</summary>
    public void Edit(Conversation channel, Message message, string by, Action<Message> change)
    {
        var before = MessageJson.Of(workspace, channel, message);
        change(message);
        message.Edited = (by, workspace.NextTs());
        if (message.EphemeralFor is null)
            EmitChanged(channel, message, before);
        Publish("update", channel, message);
    }

    public void Delete(Conversation channel, Message message)
    {
        var before = MessageJson.Of(workspace, channel, message);
        message.Deleted = true;
        channel.Pins.RemoveAll(p => p.Ts == message.Ts);
        if (message.EphemeralFor is null)
            workspace.Emit(
                Json.Object(
                    ("type", "message"),
                    ("subtype", "message_deleted"),
                    ("hidden", true),
                    ("channel", channel.Id),
                    ("channel_type", channel.Type),
                    ("deleted_ts", message.Ts),
                    ("ts", workspace.NextTs()),
                    ("previous_message", before)
                ),
                channel
            );
        Publish("delete", channel, message);
    }

    /// <summary>Adds a reaction; false when the person had already reacted so.</summary>
    public bool React(Conversation channel, Message message, string person, string name)
    {
        var reaction = message.Reactions.Find(r => r.Name == name);
        if (reaction?.Users.Contains(person) is true)
            return false;
        if (reaction is null)
            message.Reactions.Add(reaction = new Reaction(name, []));
        reaction.Users.Add(person);
        EmitReaction("reaction_added", channel, message, person, name);
        return true;
    }

    /// <summary>Takes a reaction back; false when there was none of this person.</summary>
    public bool Unreact(Conversation channel, Message message, string person, string name)
    {
        var reaction = message.Reactions.Find(r => r.Name == name);
        if (reaction is null || !reaction.Users.Remove(person))
            return false;
        if (reaction.Users.Count == 0)
            message.Reactions.Remove(reaction);
        EmitReaction("reaction_removed", channel, message, person, name);
        return true;
    }

    /// <summary>Pins; false when it was pinned already.</summary>
    public bool Pin(Conversation channel, Message message, string person)
    {
        if (channel.Pins.Exists(p => p.Ts == message.Ts))
            return false;
        channel.Pins.Add(new Pin(message.Ts, person, workspace.UnixNow));
        EmitPin("pin_added", channel, message, person);
        return true;
    }

    /// <summary>Unpins; false when it was not pinned.</summary>
    public bool Unpin(Conversation channel, Message message, string person)
    {
        if (channel.Pins.RemoveAll(p => p.Ts == message.Ts) == 0)
            return false;
        EmitPin("pin_removed", channel, message, person);
        return true;
    }

    private void EmitChanged(Conversation channel, Message message, JsonObject before) =>
        workspace.Emit(
            Json.Object(
                ("type", "message"),
                ("subtype", "message_changed"),
                ("hidden", true),
                ("channel", channel.Id),
                ("channel_type", channel.Type),
                ("ts", workspace.NextTs()),
                ("message", MessageJson.Of(workspace, channel, message)),
                ("previous_message", before)
            ),
            channel
        );

    private void EmitReaction(string type, Conversation channel, Message message, string person, string name)
    {
        workspace.Emit(
            Json.Object(
                ("type", type),
                ("user", person),
                ("reaction", name),
                ("item_user", message.User),
                ("item", Json.Object(("type", "message"), ("channel", channel.Id), ("ts", message.Ts)))
            ),
            channel
        );
        Publish("update", channel, message);
    }

    private void EmitPin(string type, Conversation channel, Message message, string person)
    {
        workspace.Emit(
            Json.Object(
                ("type", type),
                ("user", person),
                ("channel_id", channel.Id),
                (
                    "item",
                    Json.Object(
                        ("type", "message"),
                        ("channel", channel.Id),
                        ("created", workspace.UnixNow),
                        ("created_by", person),
                        ("message", MessageJson.Of(workspace, channel, message))
                    )
                )
            ),
            channel
        );
        Publish("update", channel, message);
    }

    private JsonObject MessageEvent(Conversation channel, Message message)
    {
        var happened = MessageJson.Of(workspace, channel, message);
        happened["channel"] = channel.Id;
        happened["channel_type"] = channel.Type;
        happened["event_ts"] = message.Ts;
        if (message is { Broadcast: true, IsReply: true } && channel.Find(message.ThreadTs) is { } root)
        {
            happened["subtype"] = "thread_broadcast";
            happened["root"] = MessageJson.Of(workspace, channel, root);
        }

        return happened;
    }

    private static bool Mentions(Message message) =>
        !message.FromBot
        && (message.Subtype is null or "file_share")
        && message.Text.Contains($"<@{LocalWorkspace.BotUserId}", StringComparison.Ordinal);

    private JsonObject MentionEvent(Conversation channel, Message message)
    {
        var happened = MessageEvent(channel, message);
        happened["type"] = "app_mention";
        happened.Remove("channel_type");
        happened.Remove("subtype");
        return happened;
    }

    private void Publish(string type, Conversation channel, Message message)
    {
        workspace.Pages.Publish(
            Json.Object(("type", type), ("channel", channel.Id), ("ts", message.Ts), ("threadTs", message.ThreadTs)),
            message.EphemeralFor
        );
        if (type == "message" && message.EphemeralFor is null)
            workspace.Pages.Publish(Json.Object(("type", "unread"), ("channel", channel.Id)));
    }
}

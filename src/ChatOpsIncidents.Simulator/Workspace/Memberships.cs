using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>Makes channels, lets people in and out, renames and archives; with the events and lines that
/// follow.</summary>
internal sealed class Memberships(LocalWorkspace workspace, Postings postings)
{
    /// <summary>Longest channel name.</summary>
    public const int NameLengthMax = 80;

    /// <summary>Makes a channel with its creator in it.</summary>
    /// <exception cref="SlackFault">The name breaks a rule or is taken; archived channels hold their names
    /// too.</exception>
    public Conversation Create(string name, bool isPrivate, string creator)
    {
        CheckName(name);
        var made = new Conversation
        {
            Id = workspace.NewId("C"),
            Name = name,
            Private = isPrivate,
            Creator = creator,
            Created = workspace.Clock.GetUtcNow(),
        };
        workspace.Conversations.Add(made);
        if (!isPrivate)
            workspace.Emit(Json.Object(("type", "channel_created"), ("channel", Short(made, creator))));
        Join(made, creator, inviter: null);
        return made;
    }

    /// <summary>Slack's rules for channel names.</summary>
    /// <exception cref="SlackFault">With the code for what is wrong.</exception>
    public void CheckName(string name)
    {
        if (name.Length == 0)
            throw new SlackFault("invalid_name_required");
        if (name.Length > NameLengthMax)
            throw new SlackFault("invalid_name_maxlength");
        if (name.Any(c => !(char.IsLetterOrDigit(c) && !char.IsUpper(c)) && c is not ('-' or '_')))
            throw new SlackFault("invalid_name_specials");
        if (!name.Any(char.IsLetterOrDigit))
            throw new SlackFault("invalid_name_punctuation");
        if (
            workspace.Conversations.Exists(c => !c.Direct && c.Name == name)
            || workspace.People.Exists(p => p.Name == name)
            || workspace.Groups.Exists(g => g.Handle == name)
        )
            throw new SlackFault("name_taken");
    }

    public void Join(Conversation channel, string person, string? inviter)
    {
        channel.Members.Add(person);
        workspace.Emit(
            Json.Object(
                ("type", "member_joined_channel"),
                ("user", person),
                ("channel", channel.Id),
                ("channel_type", channel.Private ? "G" : "C"),
                ("team", LocalWorkspace.TeamId),
                ("inviter", inviter)
            ),
            channel
        );
        postings.System(
            channel,
            channel.Private ? "group_join" : "channel_join",
            person,
            $"<@{person}> has joined the channel",
            Json.Object(("inviter", inviter))
        );
        Publish(channel);
    }

    public void Leave(Conversation channel, string person)
    {
        var heard = channel.Members.Contains(LocalWorkspace.BotUserId);
        channel.Members.Remove(person);
        if (heard)
            workspace.Emit(
                Json.Object(
                    ("type", "member_left_channel"),
                    ("user", person),
                    ("channel", channel.Id),
                    ("channel_type", channel.Private ? "G" : "C"),
                    ("team", LocalWorkspace.TeamId)
                )
            );
        postings.System(
            channel,
            channel.Private ? "group_leave" : "channel_leave",
            person,
            $"<@{person}> has left the channel",
            []
        );
        Publish(channel);
    }

    public void Rename(Conversation channel, string name, string person)
    {
        CheckName(name);
        var old = channel.Name;
        channel.PreviousNames.Insert(0, old);
        channel.Name = name;
        workspace.Emit(
            Json.Object(
                ("type", channel.Private ? "group_rename" : "channel_rename"),
                ("channel", Short(channel, channel.Creator))
            ),
            channel
        );
        postings.System(
            channel,
            channel.Private ? "group_name" : "channel_name",
            person,
            $"<@{person}> has renamed the channel from \"{old}\" to \"{name}\"",
            Json.Object(("old_name", old), ("name", name))
        );
        Publish(channel);
    }

    public void Describe(Conversation channel, bool topic, string text, string person)
    {
        var what = topic ? "topic" : "purpose";
        var described = new Described(text, person, workspace.UnixNow);
        if (topic)
            channel.Topic = described;
        else
            channel.Purpose = described;
        var words = topic ? "set the channel topic" : "set the channel description";
        postings.System(
            channel,
            $"{(channel.Private ? "group" : "channel")}_{what}",
            person,
            text.Length == 0 ? $"<@{person}> cleared the channel {what}" : $"<@{person}> {words}: {text}",
            Json.Object((what, text))
        );
        Publish(channel);
    }

    /// <summary>Closes or reopens a channel. The line is written while it is open, as Slack does.</summary>
    public void Archive(Conversation channel, bool closed, string person)
    {
        var kind = $"{(channel.Private ? "group" : "channel")}_{(closed ? "archive" : "unarchive")}";
        channel.Archived = false;
        postings.System(channel, kind, person, $"<@{person}> {(closed ? "archived" : "un-archived")} the channel", []);
        channel.Archived = closed;
        workspace.Emit(
            Json.Object(("type", kind), ("channel", channel.Id), ("user", person), ("is_moved", 0)),
            channel
        );
        Publish(channel);
    }

    private static JsonObject Short(Conversation channel, string creator) =>
        Json.Object(
            ("id", channel.Id),
            ("name", channel.Name),
            ("name_normalized", channel.Name),
            ("is_channel", !channel.Private),
            ("is_mpim", false),
            ("is_private", channel.Private),
            ("created", channel.Created.ToUnixTimeSeconds()),
            ("creator", creator)
        );

    private void Publish(Conversation channel) =>
        workspace.Pages.Publish(Json.Object(("type", "channel"), ("channel", channel.Id)));
}

using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>What one person sees of the workspace.</summary>
internal sealed class PageReads(LocalWorkspace workspace)
{
    /// <summary>The person by id or name; the first one when none is named.</summary>
    /// <exception cref="SlackFault"><c>user_not_found</c>.</exception>
    public Person Who(string? idOrName) =>
        idOrName is null
            ? workspace.People[0]
            : workspace.People.Find(p => p.Id == idOrName || p.Name == idOrName)
                ?? throw new SlackFault("user_not_found");

    /// <summary>A conversation by id or name, if the person may see it.</summary>
    /// <exception cref="SlackFault"><c>channel_not_found</c>.</exception>
    public Conversation Where(Person person, string? idOrName) =>
        workspace.Conversations.Find(c =>
            (c.Id == idOrName || (!c.Direct && c.Name == idOrName?.TrimStart('#'))) && Sees(person, c)
        ) ?? throw new SlackFault("channel_not_found");

    private static bool Sees(Person person, Conversation channel) =>
        channel.Members.Contains(person.Id) || (!channel.Private && !person.Guest);

    public JsonObject State(string? by)
    {
        lock (workspace.Gate)
        {
            var person = Who(by);
            var seen = workspace.Conversations.Where(c => Sees(person, c)).ToArray();
            return Json.Object(
                (
                    "team",
                    Json.Object(
                        ("id", LocalWorkspace.TeamId),
                        ("name", LocalWorkspace.TeamName),
                        ("domain", LocalWorkspace.Domain)
                    )
                ),
                ("as", person.Id),
                ("now", workspace.Clock.GetUtcNow().ToString("O")),
                ("clockOffsetSeconds", workspace.Clock.Offset.TotalSeconds),
                ("people", Json.Array(workspace.People.Select(Describe))),
                (
                    "groups",
                    Json.Array(
                        workspace.Groups.Select(g =>
                            Json.Object(("id", g.Id), ("handle", g.Handle), ("users", Json.Strings(g.Users)))
                        )
                    )
                ),
                ("channels", Json.Array(seen.Where(c => !c.Direct).Select(c => Describe(person, c)))),
                ("dms", Json.Array(seen.Where(c => c.Direct).Select(c => Describe(person, c)))),
                ("trouble", Trouble())
            );
        }
    }

    private static JsonObject Describe(Person person) =>
        Json.Object(
            ("id", person.Id),
            ("name", person.Name),
            ("realName", person.RealName),
            ("tz", person.TimeZone),
            ("colour", $"#{person.Colour}"),
            ("guest", person.Guest),
            ("bot", person.Bot)
        );

    private static JsonObject Describe(Person person, Conversation channel) =>
        Json.Object(
            ("id", channel.Id),
            ("name", channel.Name),
            ("topic", channel.Topic.Value),
            ("purpose", channel.Purpose.Value),
            ("private", channel.Private),
            ("archived", channel.Archived),
            ("unread", Unread(person, channel)),
            ("member", channel.Members.Contains(person.Id)),
            ("members", Json.Strings(channel.Members)),
            ("canvas", channel.Canvas?.Markdown),
            ("with", channel.Direct ? Json.Strings(channel.Members.Where(m => m != person.Id)) : null),
            (
                "pins",
                Json.Array(
                    channel.Pins.Select(p =>
                        Json.Object(("ts", p.Ts), ("by", p.By), ("text", channel.Find(p.Ts)?.Text))
                    )
                )
            ),
            (
                "bookmarks",
                Json.Array(
                    channel.Bookmarks.Select(b =>
                        Json.Object(("id", b.Id), ("title", b.Title), ("link", b.Link), ("emoji", b.Emoji))
                    )
                )
            )
        );

    private static int Unread(Person person, Conversation channel)
    {
        if (!channel.Members.Contains(person.Id))
            return 0;
        var read = person.LastRead.GetValueOrDefault(channel.Id, "");
        return channel.Messages.Count(m =>
            string.CompareOrdinal(m.Ts, read) > 0
            && m.User != person.Id
            && !m.Deleted
            && (m.EphemeralFor is null || m.EphemeralFor == person.Id)
            && (!m.IsReply || m.Broadcast)
            && (m.Subtype is null or "file_share")
        );
    }

    private JsonObject Trouble()
    {
        var trouble = workspace.Trouble;
        var now = workspace.Clock.GetUtcNow();
        return Json.Object(
            ("latencyMs", trouble.LatencyMs),
            ("answerLatencyMs", trouble.AnswerLatencyMs),
            ("outage", trouble.Outage is not "off"),
            ("outageKind", trouble.Outage),
            ("lostAnswers", trouble.LostAnswers),
            ("loseNext", trouble.LoseNext),
            ("duplicateEvents", trouble.DuplicateEvents),
            ("disorderedEvents", trouble.DisorderedEvents),
            ("missingScopes", Json.Strings(trouble.MissingScopes)),
            (
                "rateLimited",
                Json.Array(
                    trouble
                        .RateLimits.Where(r => r.Until > now)
                        .Select(r =>
                            Json.Object(
                                ("method", r.Method),
                                ("channel", r.Channel),
                                ("seconds", Math.Ceiling((r.Until - now).TotalSeconds))
                            )
                        )
                )
            )
        );
    }

    public JsonObject Messages(string? by, string id)
    {
        lock (workspace.Gate)
        {
            var person = Who(by);
            var channel = Where(person, id);
            var before = person.LastRead.GetValueOrDefault(channel.Id, "");
            if (channel.Messages.Count > 0)
                person.LastRead[channel.Id] = channel.Messages[^1].Ts;
            if (person.LastRead.GetValueOrDefault(channel.Id, "") != before)
                workspace.Pages.Publish(Json.Object(("type", "unread"), ("channel", channel.Id)), person.Id);
            return Json.Object(
                (
                    "messages",
                    Json.Array(
                        Visible(person, channel)
                            .Where(m =>
                                !m.IsReply
                                || m.Broadcast
                                || (m.EphemeralFor is not null && channel.Find(m.ThreadTs) is null)
                            )
                            .Select(m => Describe(person, channel, m))
                    )
                )
            );
        }
    }

    public JsonObject Thread(string? by, string id, string ts)
    {
        lock (workspace.Gate)
        {
            var person = Who(by);
            var channel = Where(person, id);
            return Json.Object(
                (
                    "messages",
                    Json.Array(
                        Visible(person, channel)
                            .Where(m => m.Ts == ts || m.ThreadTs == ts)
                            .Select(m => Describe(person, channel, m))
                    )
                )
            );
        }
    }

    /// <summary>A deleted message stays as a stone as long as it has replies.</summary>
    private static IEnumerable<Message> Visible(Person person, Conversation channel) =>
        channel.Messages.Where(m =>
            (m.EphemeralFor is null || m.EphemeralFor == person.Id)
            && (!m.Deleted || (!m.IsReply && channel.Replies(m.Ts).Any()))
        );

    private JsonObject Describe(Person person, Conversation channel, Message message) =>
        Json.Object(
            ("ts", message.Ts),
            ("user", message.User),
            ("botName", message.FromBot ? message.BotName ?? workspace.Bot.Name : null),
            ("text", message.Deleted ? "This message was deleted." : message.Text),
            ("blocks", message.Deleted ? null : message.Blocks),
            ("attachments", message.Deleted ? null : message.Attachments),
            ("threadTs", message.ThreadTs),
            ("replyCount", channel.Replies(message.Ts).Count()),
            ("edited", message.Edited is not null && !message.FromBot),
            ("deleted", message.Deleted),
            ("pinned", channel.Pins.Exists(p => p.Ts == message.Ts)),
            ("reactions", Json.Array(message.Reactions.Select(reaction => Describe(person, reaction)))),
            ("files", Json.Array(message.Files.Select(Describe))),
            ("ephemeral", message.EphemeralFor is not null),
            ("subtype", message.Subtype),
            ("metadata", message.Metadata),
            ("state", message.State),
            ("command", message.Command),
            ("broadcast", message.Broadcast),
            ("permalink", workspace.Permalink(channel, message))
        );

    private static JsonObject Describe(Person person, Reaction reaction) =>
        Json.Object(
            ("name", reaction.Name),
            ("count", reaction.Users.Count),
            ("mine", reaction.Users.Contains(person.Id))
        );

    private static JsonObject Describe(StoredFile file) =>
        Json.Object(
            ("id", file.Id),
            ("name", file.Name),
            ("url", $"/sim/files/{file.Id}"),
            ("size", file.Bytes?.Length ?? 0),
            ("mimetype", file.MimeType)
        );

    public JsonNode? View(string? by)
    {
        lock (workspace.Gate)
        {
            var person = Who(by);
            if (person.Modals.Count == 0)
                return null;
            var made = Modals.Echo(person.Modals[^1]);
            made["depth"] = person.Modals.Count;
            made["submit_disabled"] = person.Modals[^1].Sent.Flag("submit_disabled");
            return made;
        }
    }
}

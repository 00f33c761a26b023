using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>What people do in channels: talk, edit, react, pin, come and go.</summary>
internal sealed class PageActs(
    LocalWorkspace workspace,
    PageReads reads,
    Postings postings,
    Memberships memberships,
    SlashCommands commands
)
{
    private Task<JsonObject> Locked(JsonObject asked, Func<Person, JsonObject> act)
    {
        lock (workspace.Gate)
        {
            var answer = act(reads.Who(asked.Text("as")));
            answer["ok"] = true;
            return Task.FromResult(answer);
        }
    }

    private (Conversation Channel, Message Message) At(Person person, JsonObject asked)
    {
        var channel = reads.Where(person, asked.Text("channel"));
        return (channel, channel.Find(asked.Text("ts")) ?? throw new SlackFault("message_not_found"));
    }

    /// <summary>A line of talk, or a slash command.</summary>
    public async Task<JsonObject> Say(JsonObject asked)
    {
        var (text, thread) = ((asked.Text("text") ?? "").Trim(), asked.Text("threadTs"));
        Person person;
        Conversation channel;
        lock (workspace.Gate)
        {
            person = reads.Who(asked.Text("as"));
            channel = reads.Where(person, asked.Text("channel"));
        }

        if (text.Length == 0)
            throw new SlackFault("no_text");
        if (!text.StartsWith('/'))
            return Talk(person, channel, text, thread);
        var command = text.Split(' ')[0];
        var error = thread is null ? Unknown(command) : $"{command} is not supported in threads. Sorry!";
        error ??= await commands.Send(person, channel, text);
        if (error is null)
            return Json.Object(("ok", true));
        workspace.Pages.Publish(Json.Object(("type", "toast"), ("text", error)), person.Id);
        return Json.Object(("ok", false), ("error", error));
    }

    private static string? Unknown(string command) =>
        command is "/incident" ? null : $"{command} is not a valid command.";

    private JsonObject Talk(Person person, Conversation channel, string text, string? thread)
    {
        lock (workspace.Gate)
        {
            CheckMayPost(person, channel);
            var message = postings.Post(
                channel,
                new Message
                {
                    Ts = workspace.NextTs(),
                    User = person.Id,
                    ThreadTs = thread,
                    Text = RichText.FromTyped(workspace, text, labels: false),
                    Extra = Json.Object(("client_msg_id", Guid.NewGuid().ToString())),
                }
            );
            person.LastRead[channel.Id] = message.Ts;
            return Json.Object(("ok", true), ("ts", message.Ts));
        }
    }

    private static void CheckMayPost(Person person, Conversation channel)
    {
        if (channel.Archived)
            throw new SlackFault("is_archived");
        if (!channel.Members.Contains(person.Id))
            throw new SlackFault("not_in_channel");
    }

    public Task<JsonObject> Edit(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var (channel, message) = At(person, asked);
                if (message.User != person.Id)
                    throw new SlackFault("cant_update_message");
                var text = RichText.FromTyped(workspace, asked.Text("text") ?? "", labels: false);
                postings.Edit(channel, message, person.Id, m => m.Text = text);
                return [];
            }
        );

    public Task<JsonObject> Delete(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var (channel, message) = At(person, asked);
                if (message.User != person.Id && message.EphemeralFor != person.Id)
                    throw new SlackFault("cant_delete_message");
                postings.Delete(channel, message);
                return [];
            }
        );

    public Task<JsonObject> React(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var (channel, message) = At(person, asked);
                var name = (asked.Text("name") ?? throw new SlackFault("invalid_name")).Trim(':');
                var added = postings.React(channel, message, person.Id, name);
                if (!added)
                    postings.Unreact(channel, message, person.Id, name);
                return Json.Object(("added", added));
            }
        );

    public Task<JsonObject> Pin(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var (channel, message) = At(person, asked);
                var pinned = postings.Pin(channel, message, person.Id);
                if (!pinned)
                    postings.Unpin(channel, message, person.Id);
                return Json.Object(("pinned", pinned));
            }
        );

    public Task<JsonObject> Join(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var channel = reads.Where(person, asked.Text("channel"));
                if (!channel.Members.Contains(person.Id))
                    memberships.Join(channel, person.Id, null);
                return [];
            }
        );

    public Task<JsonObject> Leave(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                memberships.Leave(reads.Where(person, asked.Text("channel")), person.Id);
                return [];
            }
        );

    public Task<JsonObject> Invite(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var channel = reads.Where(person, asked.Text("channel"));
                var guest = reads.Who(asked.Text("user") ?? throw new SlackFault("no_user"));
                if (channel.Members.Contains(guest.Id))
                    throw new SlackFault("already_in_channel");
                memberships.Join(channel, guest.Id, person.Id);
                return [];
            }
        );

    public Task<JsonObject> OpenDirect(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var others = asked["with"] is JsonArray several
                    ? several.Select(o => reads.Who(ElementValues.Plain(o)).Id).ToArray()
                    : [reads.Who(asked.Text("with") ?? throw new SlackFault("user_not_found")).Id];
                return Json.Object(("channel", workspace.Direct([person.Id, .. others], out _).Id));
            }
        );

    public Task<JsonObject> CreateChannel(JsonObject asked) =>
        Locked(
            asked,
            person =>
                Json.Object(
                    ("channel", memberships.Create(asked.Text("name") ?? "", asked.Flag("private"), person.Id).Id)
                )
        );

    public Task<JsonObject> Archive(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                var channel = reads.Where(person, asked.Text("channel"));
                memberships.Archive(channel, !channel.Archived, person.Id);
                return Json.Object(("archived", channel.Archived));
            }
        );

    public Task<JsonObject> Topic(JsonObject asked) =>
        Locked(
            asked,
            person =>
            {
                memberships.Describe(
                    reads.Where(person, asked.Text("channel")),
                    topic: true,
                    asked.Text("topic") ?? "",
                    person.Id
                );
                return [];
            }
        );

    /// <summary>A file that a person shares.</summary>
    public Task<IResult> Upload(HttpRequest request) =>
        PageApi.Guard(async () =>
        {
            var form = await request.ReadFormAsync();
            var given = form.Files is [var first, ..] ? first : throw new SlackFault("no_file_data");
            using var bytes = new MemoryStream();
            await given.CopyToAsync(bytes);
            lock (workspace.Gate)
            {
                var person = reads.Who(form["as"]);
                var channel = reads.Where(person, form["channel"]);
                CheckMayPost(person, channel);
                return Share(person, channel, given.FileName, bytes.ToArray(), form);
            }
        });

    private JsonObject Share(Person person, Conversation channel, string name, byte[] bytes, IFormCollection form)
    {
        var file = new StoredFile
        {
            Id = workspace.NewId("F"),
            Name = name,
            User = person.Id,
            Created = workspace.Clock.GetUtcNow(),
            MimeType = WebApi.MimeTypes.Of(name),
            Bytes = bytes,
            Complete = true,
        };
        workspace.Files[file.Id] = file;
        var message = new Message
        {
            Ts = workspace.NextTs(),
            User = person.Id,
            Subtype = "file_share",
            Text = RichText.FromTyped(workspace, form["text"].ToString(), labels: false),
            ThreadTs = form["threadTs"].ToString() is { Length: > 0 } thread ? thread : null,
        };
        message.Files.Add(file);
        file.Shares.Add((channel.Id, message.Ts));
        postings.Post(channel, message);
        return Json.Object(("ok", true), ("ts", message.Ts), ("file", file.Id));
    }
}

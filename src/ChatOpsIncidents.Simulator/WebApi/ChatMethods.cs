using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>chat.*</c>: post, update, delete and link to messages.</summary>
internal sealed class ChatMethods(LocalWorkspace workspace, Postings postings) : IMethodFamily
{
    private const int TextLengthMax = 40_000;
    private const int UpdateLengthMax = 4_000;
    private const int MetadataLengthMax = 64_000;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            ("chat.postMessage", Post),
            ("chat.postEphemeral", PostEphemeral),
            ("chat.update", Update),
            ("chat.delete", Delete),
            ("chat.getPermalink", Permalink),
        ];

    private JsonObject Post(ApiCall call)
    {
        var channel = Target(call);
        var message = Compose(call, channel, ephemeralFor: null);
        postings.Post(channel, message);
        return Json.Object(
            ("channel", channel.Id),
            ("ts", message.Ts),
            ("message", MessageJson.Of(workspace, channel, message, metadata: true))
        );
    }

    private JsonObject PostEphemeral(ApiCall call)
    {
        var channel = call.OwnChannel();
        var person = call.Required("user");
        if (!channel.Members.Contains(person))
            throw new SlackFault("user_not_in_channel");
        var message = Compose(call, channel, person);
        postings.Post(channel, message);
        return Json.Object(("message_ts", message.Ts));
    }

    /// <summary>A person's id posts into the direct conversation with the app.</summary>
    private Conversation Target(ApiCall call)
    {
        if (workspace.FindPerson(call.Text("channel")) is not { } person)
            return call.OwnChannel();
        return workspace.Direct([person.Id, LocalWorkspace.BotUserId], out _);
    }

    private Message Compose(ApiCall call, Conversation channel, string? ephemeralFor)
    {
        var (blocks, attachments) = (call.Blocks(), call.Attachments());
        var text = Text(call, blocks, attachments);
        var thread = call.Text("thread_ts");
        if (thread is not null && channel.Find(thread) is not { EphemeralFor: null, IsReply: false })
            throw new SlackFault("cannot_reply_to_message");
        return new Message
        {
            Ts = workspace.NextTs(),
            User = LocalWorkspace.BotUserId,
            FromBot = true,
            Text = text,
            Blocks = blocks,
            Attachments = attachments,
            ThreadTs = thread,
            EphemeralFor = ephemeralFor,
            BotName = call.Text("username"),
            Broadcast = thread is not null && call.Flag("reply_broadcast"),
            Metadata = Metadata(call),
        };
    }

    private static string Text(ApiCall call, JsonArray? blocks, JsonArray? attachments)
    {
        var (text, markdown) = (call.Text("text"), call.Text("markdown_text"));
        if (markdown is not null && (text is not null || blocks is not null))
            throw new SlackFault("markdown_text_conflict");
        text ??= markdown;
        if (string.IsNullOrWhiteSpace(text) && blocks is not { Count: > 0 } && attachments is not { Count: > 0 })
            throw new SlackFault("no_text");
        return text is { Length: > TextLengthMax } ? text[..TextLengthMax] : text ?? "";
    }

    private static JsonNode? Metadata(ApiCall call)
    {
        if (call.Structure("metadata") is not { } metadata)
            return null;
        if (
            metadata is not JsonObject
            || (
                metadata["entities"] is null
                && (metadata.Text("event_type") is null || metadata["event_payload"] is not JsonObject)
            )
        )
            throw new SlackFault("invalid_metadata_format");
        return metadata.ToJsonString().Length > MetadataLengthMax
            ? throw new SlackFault("metadata_too_large")
            : metadata.DeepClone();
    }

    private static (Conversation Channel, Message Message) Own(ApiCall call, string fault)
    {
        var channel = call.Channel();
        if (channel.Archived)
            throw new SlackFault("is_archived");
        var message = channel.Find(call.Required("ts")) is { EphemeralFor: null } found
            ? found
            : throw new SlackFault("message_not_found");
        return message.FromBot ? (channel, message) : throw new SlackFault(fault);
    }

    private JsonObject Update(ApiCall call)
    {
        var (channel, message) = Own(call, "cant_update_message");
        var (blocks, attachments) = (call.Blocks(), call.Attachments());
        var text = Text(call, blocks, attachments);
        if (text.Length > UpdateLengthMax)
            throw new SlackFault("msg_too_long");
        var metadata = Metadata(call);
        postings.Edit(
            channel,
            message,
            LocalWorkspace.BotUserId,
            m =>
            {
                m.Text = text;
                m.Blocks = blocks is { Count: 0 } ? null : blocks ?? m.Blocks;
                m.Attachments = attachments is { Count: 0 } ? null : attachments ?? m.Attachments;
                m.Metadata = metadata ?? m.Metadata;
                m.Broadcast |= call.Flag("reply_broadcast");
            }
        );
        return Json.Object(
            ("channel", channel.Id),
            ("ts", message.Ts),
            ("text", message.Text),
            ("message", MessageJson.Of(workspace, channel, message, metadata: true))
        );
    }

    private JsonObject Delete(ApiCall call)
    {
        var (channel, message) = Own(call, "cant_delete_message");
        postings.Delete(channel, message);
        return Json.Object(("channel", channel.Id), ("ts", message.Ts));
    }

    private JsonObject Permalink(ApiCall call)
    {
        var channel = call.Channel();
        var message = channel.Find(call.Required("message_ts")) ?? throw new SlackFault("message_not_found");
        return Json.Object(("channel", channel.Id), ("permalink", workspace.Permalink(channel, message)));
    }
}

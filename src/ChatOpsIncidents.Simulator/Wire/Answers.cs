using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Shows what the app says in an acknowledgement or through a response URL. Call under the lock.</summary>
internal sealed class Answers(LocalWorkspace workspace, Postings postings)
{
    /// <summary>Posts, replaces or deletes.</summary>
    /// <exception cref="SlackFault"><c>invalid_blocks</c> with the faults, or <c>channel_not_found</c>.</exception>
    public void Apply(ResponseUrls.Target target, JsonObject answer, bool isAcknowledgement)
    {
        var faults = BlockKitValidator.Check("response_message", JsonSerializer.SerializeToElement(answer));
        if (faults.Count > 0)
            throw new SlackFault(
                "invalid_blocks",
                Json.Object(("errors", Json.Strings(SlackWording.Lines(faults, ""))))
            );
        var channel = workspace.FindConversation(target.Channel) ?? throw new SlackFault("channel_not_found");
        var original = isAcknowledgement ? null : channel.Find(target.MessageTs);
        if (answer.Flag("delete_original") && original is not null)
            postings.Delete(channel, original);
        if (!HasContent(answer))
            return;
        if (answer.Flag("replace_original") && original is not null && !answer.Flag("delete_original"))
            postings.Edit(channel, original, LocalWorkspace.BotUserId, m => Fill(m, answer));
        else
            Post(target, channel, answer);
    }

    private static bool HasContent(JsonObject answer) =>
        answer.Text("text") is { Length: > 0 }
        || answer["blocks"] is JsonArray { Count: > 0 }
        || answer["attachments"] is JsonArray { Count: > 0 };

    private void Post(ResponseUrls.Target target, Conversation channel, JsonObject answer)
    {
        var inChannel = answer.Text("response_type") is "in_channel";
        if (inChannel && channel.Archived)
            throw new SlackFault("is_archived");
        var message = new Message
        {
            Ts = workspace.NextTs(),
            User = LocalWorkspace.BotUserId,
            FromBot = true,
            ThreadTs = answer.Text("thread_ts") ?? (inChannel ? null : target.ThreadTs),
            EphemeralFor = inChannel ? null : target.Person,
            Command = inChannel ? target.Command : null,
        };
        Fill(message, answer);
        postings.Post(channel, message);
    }

    private void Fill(Message message, JsonObject answer)
    {
        message.Text = answer.Text("text") ?? "";
        message.Blocks = answer["blocks"] is JsonArray blocks
            ? BlockKitEcho.Fill(blocks, () => workspace.NewId("b"))
            : null;
        message.Attachments = (JsonArray?)answer["attachments"]?.DeepClone();
    }
}

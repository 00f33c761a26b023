using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>A reaction puts a room's message into the timeline: a note, evidence or a gap, once a message and
/// kind.</summary>
public sealed class SlackPromotion(
    SlackClient client,
    SlackInbound inbound,
    SlackPeople people,
    SlackReplies replies,
    SlackNames names
)
{
    private static readonly FrozenDictionary<string, string> Verbs = new Dictionary<string, string>
    {
        ["memo"] = "note",
        ["mag"] = "evidence",
        ["pushpin"] = "gap",
    }.ToFrozenDictionary();

    /// <summary>Whether a reaction means something.</summary>
    public static bool Means(string reaction) => Verbs.ContainsKey(reaction);

    /// <summary>Records the message that somebody reacted to, and tells them.</summary>
    /// <param name="actor">Who reacted: a full member.</param>
    /// <param name="reaction">The captured reaction.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Promote(SlackActor actor, CapturedMessage reaction, CancellationToken ct)
    {
        if (await Find(actor.Workspace, reaction.ChannelId, reaction.MessageId, ct) is not { } message)
            return;
        var author = await Author(actor.Workspace, message, ct);
        await names.Learn(actor.Workspace, message);
        var words = SlackContent.Words(message, id => names.Of(actor.Workspace, id));
        var files = SlackMessages.FileIds(message);
        var verb = Verbs[reaction.Text];
        var ask = new SlackRequest(
            actor,
            $"react:{verb}:{reaction.ChannelId}:{reaction.MessageId}",
            new RequestInput.Filled(verb, "", Fields(verb, $"{author}: {words}".TrimEnd(':', ' '), files))
        )
        {
            Channel = reaction.ChannelId,
            Thread =
                SlackMessages.Text(message, "thread_ts") is { } thread && thread != reaction.MessageId ? thread : null,
            Message = reaction.MessageId,
        };
        var outcome = await inbound.Run(ask);
        if (!outcome.WasEarlier)
            await replies.Later(ask, outcome.Reply.Message, ct);
    }

    /// <summary>The fields of the command that a promoted message becomes; evidence keeps its files.</summary>
    internal static Dictionary<string, string> Fields(string verb, string text, string files) =>
        verb == "evidence" && files.Length > 0
            ? new() { ["rest"] = text, ["file"] = files }
            : new() { ["rest"] = text };

    // The history holds what stands in the channel itself; an answer in a thread stands in its thread only.
    private async Task<JsonObject?> Find(string workspace, string channel, string ts, CancellationToken ct)
    {
        var exactly = new JsonObject
        {
            ["channel"] = channel,
            ["latest"] = ts,
            ["oldest"] = ts,
            ["inclusive"] = true,
            ["limit"] = 1,
        };
        var answer = await client.Call(workspace, "conversations.history", exactly, ct);
        if (One(answer, ts) is not { } message)
        {
            var inThread = new JsonObject
            {
                ["channel"] = channel,
                ["ts"] = ts,
                ["limit"] = 1,
            };
            message = One(await client.Call(workspace, "conversations.replies", inThread, ct), ts);
        }

        return message;
    }

    private async Task<string> Author(string workspace, JsonObject message, CancellationToken ct)
    {
        if (SlackContent.App(message) is { } app)
            return app;
        var id = SlackMessages.Text(message, "user") ?? "";
        return (await people.Find(new SlackActor(workspace, id, null, IsForeign: false), ct)).Name;
    }

    private static JsonObject? One(SlackAnswer answer, string ts) =>
        answer is SlackAnswer.Ok { Body: var body }
            ? (body["messages"] as JsonArray)
                ?.OfType<JsonObject>()
                .FirstOrDefault(one => SlackMessages.Text(one, "ts") == ts)
            : null;
}

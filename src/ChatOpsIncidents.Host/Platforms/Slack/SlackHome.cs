using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Pipeline;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The home tab: the open incidents that its reader may see, and a button that declares one.</summary>
/// <remarks>It is the answer to <c>list</c>, so nobody sees more there than by asking. Source:
/// docs.slack.dev/surfaces/app-home</remarks>
public sealed class SlackHome(SlackClient client, SlackInbound inbound, TimeProvider clock)
{
    /// <summary>Publishes the tab as it is now.</summary>
    /// <param name="reader">Who opened it.</param>
    /// <param name="delivery">The event's id.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Publish(SlackActor reader, string delivery, CancellationToken ct)
    {
        var outcome = await inbound.Run(new SlackAsk(reader, "home:" + delivery, new RequestInput.Typed("list")));
        if (outcome.Reply.Message is not { } message) return;
        await client.Call(
            reader.Workspace, "views.publish", new JsonObject
            {
                ["user_id"] = reader.Id,
                ["view"] = new JsonObject
                {
                    ["type"] = "home", ["blocks"] = SlackBlocks.Render(
                        message, clock.GetUtcNow())["blocks"]!.DeepClone(),
                },
            }, ct);
    }
}

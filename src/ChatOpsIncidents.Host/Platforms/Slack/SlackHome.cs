using System.Globalization;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The home tab when it is opened; what changes afterwards comes through the outbox.</summary>
/// <remarks>Source: docs.slack.dev/surfaces/app-home</remarks>
public sealed class SlackHome(
    SlackClient client,
    SlackPeople people,
    SlackWorkspaces workspaces,
    IHomeRenderer homes,
    TimeProvider clock
)
{
    /// <summary>Most blocks of a view.</summary>
    public const int BlocksMax = 100;

    /// <summary>Publishes the tab as it is now.</summary>
    /// <param name="reader">Who opened it.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Publish(SlackActor reader, CancellationToken ct)
    {
        reader = workspaces.AtHome(reader);
        var person = await people.Find(reader, ct);
        var parts = Membership.MayNot(person) is { } no
            ? [no.ToMessage()]
            : await homes.Render(SlackChat.PlatformName, reader.Workspace, reader.Id, ct);
        await client.Call(reader.Workspace, "views.publish", View(reader.Id, parts, clock.GetUtcNow()), ct);
    }

    /// <summary>The call's body: the parts one under the other.</summary>
    internal static JsonObject View(string person, IReadOnlyList<ChatMessage> parts, DateTimeOffset now)
    {
        var blocks = new JsonArray();
        foreach (
            var block in parts
                .SelectMany(part => SlackBlocks.Render(part, now)["blocks"]!.AsArray())
                .OfType<JsonObject>()
                .Take(BlocksMax)
        )
        {
            var copy = block.DeepClone().AsObject();
            copy["block_id"] = "h" + blocks.Count.ToString(CultureInfo.InvariantCulture);
            blocks.Add(copy);
        }

        return new JsonObject
        {
            ["user_id"] = person,
            ["view"] = new JsonObject { ["type"] = "home", ["blocks"] = blocks },
        };
    }
}

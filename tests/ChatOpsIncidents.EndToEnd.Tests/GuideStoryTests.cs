using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>What was written before is at hand in the night: offered, opened and followed by buttons alone.</summary>
public sealed class GuideStoryTests
{
    [
        Fact,
        Trait("Requirement", "B22"),
        Trait("Requirement", "B23"),
        Trait("Requirement", "B25"),
        Trait("Requirement", "C23"),
        Trait("Requirement", "A24")
    ]
    public async Task A_runbook_is_offered_followed_and_starts_the_change_that_it_names()
    {
        await using var world = await World.Start("guides");
        var room = await world.Declare("major checkout fails service: checkout");
        await Sees(world, room, "fit service checkout and “checkout fails”");
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                text = "/incident impact who: most how-bad: main-flow ongoing: yes",
            }
        );

        await Press(world, room, "Checkout answers with errors");
        await Sees(world, room, "Step 1 of 13");
        await Press(world, room, "Mitigations");
        await Sees(world, room, "A deploy in the last hour");
        await Press(world, room, "Start it");
        await Sees(world, room, "Started #1, rollback: checkout");
        await Sees(world, room, "kubectl rollout undo deploy/checkout");
        await Sees(world, room, "last rehearsed 2026-10-01");

        await Press(world, room, "Open the playbook");
        await Sees(world, room, "One voice: only Comms answers");
        await Press(world, room, "Escalation");
        await Sees(world, room, "The lead hands over after four hours");

        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                text = "/incident rollback",
            }
        );
        await Sees(world, room, "never rehearsed");
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                text = "/incident mitigate",
            }
        );
        var form = await World.Until(
            "the form",
            async () =>
                (await world.Read($"view?as={Rooms.Ana}")).ToJsonString() is var text
                && text.Contains("flag-off new-checkout", StringComparison.Ordinal)
                    ? text
                    : null
        );
        Assert.Contains("rehearsed", form, StringComparison.Ordinal);

        var kinds = (await world.Timeline("INC-1"))["entries"]!
            .AsArray()
            .Select(entry => entry!["kind"]!.ToString())
            .ToArray();
        Assert.Single(kinds, kind => kind == "guides-offered.v1");
        Assert.Single(kinds, kind => kind == "runbook-opened.v1");
        Assert.Single(kinds, kind => kind == "playbook-opened.v1");
        string[] links =
        [
            "https://grafana.example.com/d/checkout",
            "https://ci.example.com/checkout/deploys",
            "/runbooks/checkout-errors",
            "https://status.example.com",
            "https://status.stripe.com",
        ];
        var bookmarks = await Bookmarks(world, room);
        Assert.All(links, link => Assert.Contains(bookmarks, one => one.EndsWith(link, StringComparison.Ordinal)));
    }

    private static async Task<string[]> Bookmarks(World world, string room)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, new Uri(world.WorkspaceUrl, "/api/bookmarks.list"));
        ask.Content = new FormUrlEncodedContent([new("channel_id", room)]);
        ask.Headers.Authorization = new("Bearer", "xoxb-local-workspace");
        using var answer = await world.Http.SendAsync(ask);
        var listed = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return [.. listed["bookmarks"]!.AsArray().Select(one => one!["link"]!.ToString())];
    }

    private static Task<string> Sees(World world, string room, string words) =>
        World.Until(
            words,
            async () =>
                (await world.Messages(room)).Any(message => Plain(message).Contains(words, StringComparison.Ordinal))
                    ? "seen"
                    : null
        );

    // The newest button of that label.
    private static async Task Press(World world, string room, string label)
    {
        var (message, block, button) = await World.Until<Tuple<JsonNode, JsonNode, JsonNode>>(
            label,
            async () =>
                (await world.Messages(room))
                    .OrderBy(m => m["ts"]!.ToString(), StringComparer.Ordinal)
                    .SelectMany(m =>
                        (m["blocks"]?.AsArray() ?? [])
                            .Where(b => b!["type"]?.ToString() == "actions")
                            .SelectMany(b => b!["elements"]!.AsArray().Select(e => Tuple.Create(m, b!, e!)))
                    )
                    .LastOrDefault(one => one.Item3["text"]?["text"]?.ToString() == label)
        );
        await world.Act(
            "click",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                ts = message["ts"]!.ToString(),
                blockId = block["block_id"]!.ToString(),
                actionId = button["action_id"]!.ToString(),
                value = button["value"]?.ToString() ?? "",
            }
        );
    }

    private static string Plain(JsonNode message) =>
        message["text"]
        + " "
        + string.Join(' ', (message["blocks"]?.AsArray() ?? []).SelectMany(block => Texts(block!)));

    private static IEnumerable<string> Texts(JsonNode node) =>
        node switch
        {
            JsonObject one => one.Where(pair => pair.Value is not null).SelectMany(pair => Texts(pair.Value!)),
            JsonArray many => many.SelectMany(item => Texts(item!)),
            _ => [node.ToString()],
        };
}

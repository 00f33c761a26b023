using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class TwiceTests
{
    [Fact]
    public async Task Redelivered_events_double_clicks_and_forms_sent_twice_have_one_effect()
    {
        await using var world = await World.Start("twice");
        var room = await world.Declare("checkout fails");
        var slack = new SlackCaller(world);

        for (var i = 0; i < 3; i++)
        {
            using var answer = await slack.Message("said once", room, "1795300000.000100", "EvSAME");
            Assert.True(answer.IsSuccessStatusCode);
        }

        using (await slack.Message("said once", room, "1795300000.000100", "EvOTHER"))
        {
            for (var i = 0; i < 3; i++)
                using (await slack.Command("note typed once", room, "same.trigger")) { }
        }

        await DoubleClick(world, room);
        await FormTwice(world, room);
        var entries = (await world.Timeline("INC-1"))["entries"]!.AsArray();
        Assert.Equal(1, Count(entries, "said once"));
        Assert.Equal(1, Count(entries, "typed once"));
        Assert.Equal(1, Count(entries, "filled in once"));
        Assert.Equal(
            1,
            entries.Count(e => e!["kind"]!.GetValue<string>().StartsWith("impact-", StringComparison.Ordinal))
        );
    }

    private static async Task DoubleClick(World world, string room)
    {
        var button = await World.Until(
            "the card's button",
            async () =>
                (await world.Messages(room)).SelectMany(m => Buttons(m)).FirstOrDefault(b => b.Label == "Not known yet")
        );
        var click = new
        {
            @as = Rooms.Ana,
            channel = room,
            ts = button.Ts,
            blockId = button.Block,
            actionId = button.Action,
            value = button.Value,
        };
        await Task.WhenAll(world.Act("click", click), world.Act("click", click));
    }

    private static async Task FormTwice(World world, string room)
    {
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ben,
                channel = room,
                text = "/incident note",
            }
        );
        var view = await World.Until("the form", async () => Inner(await world.Read($"view?as={Rooms.Ben}")));
        var id = view["id"]!.GetValue<string>();
        var action = view["blocks"]!.AsArray().First(b => b!["block_id"]?.ToString() == "rest")!["element"]![
            "action_id"
        ]!.GetValue<string>();
        var values = new Dictionary<string, object>
        {
            ["rest"] = new Dictionary<string, object> { [action] = "filled in once" },
        };
        await world.Act(
            "submit",
            new
            {
                @as = Rooms.Ben,
                viewId = id,
                values,
            }
        );
        using var again = await world.Http.PostAsync(
            new Uri(world.WorkspaceUrl, "/sim/submit"),
            System.Net.Http.Json.JsonContent.Create(
                new
                {
                    @as = Rooms.Ben,
                    viewId = id,
                    values,
                }
            )
        );
    }

    private static JsonNode? Inner(JsonNode? answer) => answer?["blocks"] is not null ? answer : answer?["view"];

    private static int Count(JsonArray entries, string words) =>
        entries.Count(e => e!["text"]!.GetValue<string>().Contains(words, StringComparison.Ordinal));

    private static IEnumerable<Button> Buttons(JsonNode message) =>
        from block in message["blocks"]?.AsArray() ?? []
        where block!["type"]?.ToString() == "actions"
        from element in block["elements"]!.AsArray()
        where element!["type"]?.ToString() == "button"
        select new Button(
            message["ts"]!.ToString(),
            block["block_id"]!.ToString(),
            element["action_id"]!.ToString(),
            element["value"]?.ToString() ?? "",
            element["text"]!["text"]!.ToString()
        );

    private sealed record Button(string Ts, string Block, string Action, string Value, string Label);
}

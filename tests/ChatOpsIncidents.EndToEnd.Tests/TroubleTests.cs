namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class TroubleTests
{
    [Fact]
    public async Task A_room_stuck_in_429_delays_no_other_room_no_answer_and_no_deadline()
    {
        await using var world = await World.Start("stuck");
        var first = await world.Declare("checkout fails", "inc-1-");
        await world.Act("clock", new { forwardSeconds = 180 });
        var second = await world.Declare("search is slow", "inc-2-", "C0GENERAL");
        await world.Act(
            "trouble",
            new
            {
                rateLimit = new
                {
                    channel = first,
                    method = "chat.postMessage",
                    seconds = 3_600,
                },
            }
        );
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = first,
                text = "/incident severity critical all cards fail",
            }
        );

        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = first,
                text = "/incident note hello",
            }
        );
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = second,
                text = "/incident severity critical nobody finds anything",
            }
        );
        await World.Until(
            "the other room hears",
            async () =>
                (await world.Messages(second)).FirstOrDefault(m =>
                    m["ephemeral"]?.GetValue<bool>() is not true
                    && m.Words().Contains("nobody finds anything", StringComparison.Ordinal)
                )
        );
        await world.Act("clock", new { forwardSeconds = 2_400 });
        await World.Until(
            "an update is asked for",
            async () =>
                (await world.Timeline("INC-1"))["entries"]!
                    .AsArray()
                    .FirstOrDefault(entry => entry!["kind"]!.ToString() == "update-asked.v1")
        );
        Assert.DoesNotContain(
            await world.Messages(first),
            m =>
                m["ephemeral"]?.GetValue<bool>() is not true
                && m.Words().Contains("all cards fail", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_no_second_post()
    {
        await using var world = await World.Start("lost");
        var room = await world.Declare("checkout fails");
        await world.Act("trouble", new { loseMethod = "chat.postMessage", loseNext = 1 });
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                text = "/incident severity critical all cards fail",
            }
        );
        await World.Until("it stands in the room", async () => (await world.Messages(room)).FirstOrDefault(IsPosted));
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                text = "/incident severity major after all",
            }
        );
        await World.Until(
            "the room goes on",
            async () =>
                (await world.Messages(room)).FirstOrDefault(m =>
                    m["ephemeral"]?.GetValue<bool>() is not true
                    && m.Words().Contains("after all", StringComparison.Ordinal)
                )
        );
        Assert.Single(await world.Messages(room), IsPosted);

        static bool IsPosted(System.Text.Json.Nodes.JsonNode m) =>
            m["ephemeral"]?.GetValue<bool>() is not true
            && m["text"]?.ToString().Contains("all cards fail", StringComparison.Ordinal) is true
            && m["subtype"] is null;
    }

    [Fact, Trait("Requirement", "D4")]
    public async Task A_room_whose_furniture_is_limited_is_alive_from_its_first_word()
    {
        await using var world = await World.Start("furniture");
        foreach (var method in new[] { "conversations.setTopic", "bookmarks.add", "pins.add" })
            await world.Act("trouble", new { rateLimit = new { method, seconds = 600 } });
        var room = await world.Declare("checkout fails");
        await Say(world, room, "customers in Spain see a white page");
        await World.Until("it is captured", () => Entry(world, "message", "white page"));
        Assert.DoesNotContain("setTopic", world.HostLog(), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "D1")]
    public async Task A_room_that_comes_late_is_nobodys_orphan()
    {
        await using var world = await World.Start("late");
        await world.Act("trouble", new { loseMethod = "conversations.create", loseNext = 1 });
        await world.Act("trouble", new { rateLimit = new { method = "users.conversations", seconds = 30 } });
        await Say(world, Rooms.Payments, "/incident declare checkout fails");
        await World.Until("the pointer", () => Pointer(world, "A room is being opened"));
        await world.Act("clock", new { forwardSeconds = 11 });
        await World.Until("the thread is the room", () => Pointer(world, "This thread is its room"));
        await world.Act("clock", new { forwardSeconds = 40 });
        await World.Until("the pointer leads to the room", () => Pointer(world, "Room: "));

        var room = await World.Until("Ana is in it", () => RoomOf(world, "inc-1-"));
        await World.Until("the card stands there", async () => (await world.Messages(room)).Find(IsCard));
        var origin = (await Pointer(world, "Room: "))!["ts"]!.ToString();
        await World.Until(
            "the thread says where the others are",
            async () =>
                (await world.Read($"channels/{Rooms.Payments}/threads/{origin}?as={Rooms.Ana}"))["messages"]!
                    .AsArray()
                    .FirstOrDefault(m => m!.Words().Contains("open after all", StringComparison.Ordinal))
        );
        await Say(world, room, "now I am here");
        await World.Until("it is captured", () => Entry(world, "message", "now I am here"));

        static bool IsCard(System.Text.Json.Nodes.JsonNode message) =>
            message.Words().Contains("Record #", StringComparison.Ordinal);
    }

    private static Task Say(World world, string channel, string text) =>
        world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel,
                text,
            }
        );

    private static async Task<System.Text.Json.Nodes.JsonNode?> Pointer(World world, string words) =>
        (await world.Messages(Rooms.Payments)).Find(message =>
            message["ephemeral"]?.GetValue<bool>() is not true
            && message.Words().Contains("INC-1", StringComparison.Ordinal)
            && message.Words().Contains(words, StringComparison.Ordinal)
        );

    private static async Task<string?> RoomOf(World world, string name) =>
        (await world.Read($"state?as={Rooms.Ana}"))["channels"]!
            .AsArray()
            .Where(channel => channel!["member"]?.GetValue<bool>() is true)
            .FirstOrDefault(channel => channel!["name"]!.ToString().StartsWith(name, StringComparison.Ordinal))
            ?["id"]?.ToString();

    private static async Task<string?> Entry(World world, string kind, string words) =>
        (await world.Timeline("INC-1"))["entries"]!
            .AsArray()
            .Any(entry =>
                entry!["kind"]!.ToString() == kind
                && entry["text"]!.ToString().Contains(words, StringComparison.Ordinal)
            )
            ? "captured"
            : null;
}

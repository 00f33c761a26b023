using System.Diagnostics;

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
                    seconds = 60,
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

        var start = Stopwatch.StartNew();
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = first,
                text = "/incident note hello",
            }
        );
        Assert.True(start.Elapsed < TimeSpan.FromSeconds(3), $"An answer took {start.Elapsed}.");
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
        Assert.True(start.Elapsed < TimeSpan.FromSeconds(20), $"The other room waited {start.Elapsed}.");
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
}

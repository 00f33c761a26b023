using System.Collections.Concurrent;
using System.Globalization;

namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class KillTests
{
    private const int Requests = 200;
    private const int Callers = 8;

    // What a post is in when its host dies: it stands and nobody was told; it was not taken yet; anything.
    private static readonly object[] Moments =
    [
        new { answerLatencyMs = 2_000 },
        new { latencyMs = 1_000 },
        new { latencyMs = 0 },
    ];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_posted_twice_when_the_host_is_killed_three_times()
    {
        await using var world = await World.Start("killed");
        var room = await world.Declare("checkout fails");
        var acknowledged = new ConcurrentDictionary<string, byte>();
        foreach (var (round, moment) in Moments.Index())
        {
            await Storm(world, room, round, moment, acknowledged);
            var before = (await Said(world, room)).Length;
            await world.Act("trouble", new { latencyMs = 0, answerLatencyMs = 0 });
            await world.StartHost();
            await Speaks(world, room, before + 3);
        }

        Assert.InRange(acknowledged.Count, 3 * 20, 3 * Requests);
        var entries = await World.Until(
            "all that was acknowledged",
            async () =>
            {
                var texts = (await world.Timeline("INC-1"))["entries"]!
                    .AsArray()
                    .Select(e => e!["text"]!.GetValue<string>())
                    .ToArray();
                return acknowledged.Keys.All(word => texts.Any(text => text.Contains(word, StringComparison.Ordinal)))
                    ? texts
                    : null;
            }
        );
        Assert.All(
            acknowledged.Keys,
            word => Assert.Equal(1, entries.Count(text => text.Contains(word, StringComparison.Ordinal)))
        );
        var said = await Said(world, room);
        Assert.All(
            acknowledged.Keys,
            word => Assert.InRange(said.Count(text => text.Contains(word, StringComparison.Ordinal)), 0, 1)
        );
    }

    // 200 mixed requests, eight at a time; the host is killed in their middle, and in the middle of a post.
    private static async Task Storm(
        World world,
        string room,
        int round,
        object moment,
        ConcurrentDictionary<string, byte> acknowledged
    )
    {
        var slack = new SlackCaller(world);
        var answered = 0;
        var middle = new TaskCompletionSource();
        var callers = Enumerable
            .Range(0, Callers)
            .Select(caller =>
                Task.Run(async () =>
                {
                    for (var i = caller; i < Requests; i += Callers)
                    {
                        var word = $"word-{round}-{i}-end";
                        try
                        {
                            using var answer = await Send(slack, room, word, round, i);
                            if (answer.IsSuccessStatusCode)
                                acknowledged[word] = 0;
                            if (Interlocked.Increment(ref answered) >= Requests / 3)
                                middle.TrySetResult();
                        }
                        catch (HttpRequestException)
                        {
                            // The host is dead: not acknowledged.
                        }
                    }
                })
            )
            .ToArray();
        await middle.Task;
        await world.Act("trouble", moment);
        await Speaks(world, room, (await Said(world, room)).Length + 1);
        await world.KillHost();
        await Task.WhenAll(callers);
    }

    private static Task<HttpResponseMessage> Send(SlackCaller slack, string room, string word, int round, int i)
    {
        var ts = string.Create(CultureInfo.InvariantCulture, $"{1_795_300_000 + (round * 1_000) + i}.000100");
        return (i % 4) switch
        {
            0 or 1 => slack.Command($"note {word}", room, $"kill.{round}.{i}"),
            2 => slack.Message(word, room, ts, $"EvKILL{round}X{i}"),
            _ => slack.Command($"gap {word}", room, $"kill.{round}.{i}"),
        };
    }

    // The room takes one message a second, so one is always on its way. What follows it can stand only once it is known
    // whether that one stands: three messages later all that the kill left open is decided.
    private static Task Speaks(World world, string room, int count) =>
        World.Until(
            $"the bot's message {count}",
            async () => await Said(world, room) is var now && now.Length >= count ? now : null
        );

    private static async Task<string[]> Said(World world, string room) =>
        [
            .. (await world.Messages(room))
                .Where(m => m["ephemeral"]?.GetValue<bool>() is not true && m["user"]?.ToString() == "U0INCBOT01")
                .Select(m => m["text"]?.ToString() ?? ""),
        ];
}

using System.Collections.Concurrent;
using System.Globalization;

namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class KillTests
{
    private const int Requests = 200;
    private const int Callers = 8;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_posted_twice_when_the_host_is_killed_three_times()
    {
        await using var world = await World.Start("killed");
        var room = await world.Declare("checkout fails");
        var acknowledged = new ConcurrentDictionary<string, byte>();
        for (var round = 0; round < 3; round++)
        {
            await Storm(world, room, round, acknowledged);
            await world.StartHost();
        }

        Assert.InRange(acknowledged.Count, 3 * 20, 3 * Requests);
        var entries = await World.Until("all that was acknowledged", async () =>
        {
            var texts = (await world.Timeline("INC-1"))["entries"]!.AsArray()
                .Select(e => e!["text"]!.GetValue<string>()).ToArray();
            return acknowledged.Keys.All(word => texts.Any(text => text.Contains(word, StringComparison.Ordinal)))
                ? texts : null;
        });
        Assert.All(acknowledged.Keys, word =>
            Assert.Equal(1, entries.Count(text => text.Contains(word, StringComparison.Ordinal))));
        await NothingTwice(world, room, acknowledged.Keys);
    }

    // 200 mixed requests, eight at a time; the host is killed in their middle.
    private static async Task Storm(
        World world, string room, int round, ConcurrentDictionary<string, byte> acknowledged)
    {
        var slack = new SlackCaller(world);
        var answered = 0;
        var middle = new TaskCompletionSource();
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; i < Requests; i += Callers)
            {
                var word = $"word-{round}-{i}-end";
                try
                {
                    using var answer = await Send(slack, room, word, round, i);
                    if (answer.IsSuccessStatusCode) acknowledged[word] = 0;
                    if (Interlocked.Increment(ref answered) >= Requests / 3) middle.TrySetResult();
                }
                catch (HttpRequestException)
                {
                    // The host is dead: not acknowledged.
                }
            }
        })).ToArray();
        await middle.Task;
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

    // What the bot says of each note goes into the thread under the card, a message a second: what was on its way at a
    // kill comes first.
    private static async Task NothingTwice(World world, string room, ICollection<string> words)
    {
        var before = (await Said(world, room)).Length;
        var said = await World.Until("the bot goes on where it was", async () =>
            await Said(world, room) is var now && now.Length >= before + 15 ? now : null);
        Assert.All(words, word =>
            Assert.InRange(said.Count(text => text.Contains(word, StringComparison.Ordinal)), 0, 1));
    }

    private static async Task<string[]> Said(World world, string room) => [.. (await world.Messages(room))
        .Where(m => m["ephemeral"]?.GetValue<bool>() is not true && m["user"]?.ToString() == "U0INCBOT01")
        .Select(m => m["text"]?.ToString() ?? "")];
}

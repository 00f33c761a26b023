using System.Collections.Concurrent;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A whole company in one incident, over HTTP as Slack sends it.</summary>
public sealed class CrowdTests
{
    private const int People = 50;
    private const int Each = 20;

    private static readonly string[] Said =
    [
        "note {0}",
        "status",
        "symptom timeouts {0}",
        "next",
        "gap no graph {0}",
        "help",
        "roles",
        "note {0}",
        "plan",
        "symptom {0}",
    ];

    [Fact]
    public async Task Fifty_people_with_twenty_commands_each_all_get_an_answer_and_nothing_is_lost_or_doubled()
    {
        await using var world = await World.Start("crowd");
        var room = await world.Declare("checkout fails");
        var slack = new SlackCaller(world);
        ConcurrentBag<int> codes = [];
        ConcurrentBag<string> words = [];
        await Task.WhenAll(
            Enumerable
                .Range(0, People)
                .Select(person =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < Each; i++)
                        {
                            var (line, word) = (Said[(person + i) % Said.Length], $"word-{person}-{i}-end");
                            var text = string.Format(null, line, word);
                            using var answer = await slack.Command(
                                text,
                                room,
                                $"crowd.{person}.{i}",
                                person % 2 == 0 ? Rooms.Ana : Rooms.Ben
                            );
                            codes.Add((int)answer.StatusCode);
                            if (text.Contains(word, StringComparison.Ordinal))
                                words.Add(word);
                        }
                    })
                )
        );

        Assert.Equal(Enumerable.Repeat(200, People * Each), codes);
        var entries = await World.Until(
            "all that was said",
            async () =>
                (await world.Timeline("INC-1"))["entries"]!.AsArray() is var all
                && words.All(word => all.Any(e => e!["text"]!.ToString().Contains(word, StringComparison.Ordinal)))
                    ? all
                    : null
        );
        Assert.All(
            words,
            word => Assert.Equal(1, entries.Count(e => e!["text"]!.ToString().Contains(word, StringComparison.Ordinal)))
        );
        var sequence = entries.Select(e => e!["seq"]?.GetValue<long>()).OfType<long>().Order().ToArray();
        Assert.Equal(Enumerable.Range(1, sequence.Length).Select(n => (long)n), sequence);
    }
}

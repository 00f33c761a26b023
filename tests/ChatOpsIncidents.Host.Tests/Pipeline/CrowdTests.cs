using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>A whole company in one incident.</summary>
public sealed class CrowdTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int People = 50;
    private const int Each = 20;

    private static readonly string[] Said =
    [
        "note seen {0} from {1}",
        "status",
        "symptom timeouts {0} at {1}",
        "next",
        "hypothesis cache {0} of {1}",
        "impact some main-flow yes",
        "gap no graph {0} for {1}",
        "help",
        "join",
        "mitigate flag-off form-{0}-{1}",
    ];

    [Fact]
    [Trait("Fault", "K21")]
    public async Task Fifty_people_with_twenty_mixed_commands_each_all_get_an_answer_and_the_chain_holds()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("lead", "declare checkout fails");
        ConcurrentBag<Outcome> outcomes = [];
        await Task.WhenAll(
            Enumerable
                .Range(0, People)
                .Select(person =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < Each; i++)
                        {
                            var line = string.Format(null, Said[(person + i) % Said.Length], i, person);
                            outcomes.Add(await host.Type($"p{person}", $"INC-1 {line}"));
                        }
                    })
                )
        );

        Assert.Equal(People * Each, outcomes.Count);
        Assert.All(
            outcomes,
            outcome => Assert.True(outcome.Reply.Message is not null || outcome.Reply.Form is not null)
        );
        var entries = (await host.Reader.Read("INC-1", CancellationToken.None))!.Entries;
        var sequence = entries
            .Where(entry => entry.Seq is not null)
            .Select(entry => entry.Seq!.Value)
            .Order()
            .ToArray();
        Assert.Equal(Enumerable.Range(1, sequence.Length).Select(n => (long)n), sequence);
        Assert.Equal(People * Each / Said.Length, entries.Count(entry => entry.Kind == "note-taken.v1"));
        Assert.Empty(HashChain.Faults(entries));
    }
}

using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>Erasing words for good, and the head of the chain that stands in the room, on a real database.</summary>
public sealed class RedactionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Secret = "customer Jane Roe of 7 Elm Street";

    [Fact, Trait("Requirement", "A9")]
    public async Task A_redaction_erases_content_and_salt_and_the_chain_holds()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await host.Type("ana", $"INC-1 note {Secret}");
        var other = host.AnotherHost();
        await other.Run(host.Request("ben", "INC-1 status"), CancellationToken.None);
        var entry = await host.Count("select seq from fact where kind = 'note-taken.v1'");

        Assert.Null((await host.Type("ana", $"INC-1 redact {entry} it names a customer")).Refusal);

        Assert.Equal(
            1,
            await host.Count(
                $"select count(*) from fact where seq = {entry} and content is null and salt is null and link is null"
            )
        );
        Assert.Equal(0, await host.Count($"select count(*) from fact where content like '%{Secret}%'"));
        var timeline = (await host.Reader.Read("INC-1", CancellationToken.None))!;
        Assert.Empty(HashChain.Faults(timeline.Entries));
        Assert.True(timeline.Entries.Single(one => one.Seq == entry).Erased);
        Assert.DoesNotContain(timeline.Incident.Log, line => line.Text.Contains(Secret, StringComparison.Ordinal));
        Assert.All(
            ["md", "json", "html", "csv"],
            format =>
                Assert.DoesNotContain(
                    Secret,
                    Engine.Exports.TimelineExport.Render(timeline, format).Text,
                    StringComparison.Ordinal
                )
        );

        // A host that knew the words, and one that starts now, go on from the same state.
        Assert.Null((await other.Run(host.Request("ben", "INC-1 note one more"), CancellationToken.None)).Refusal);
        Assert.Null(
            (await host.AnotherHost().Run(host.Request("ben", "INC-1 note and one"), CancellationToken.None)).Refusal
        );
        Assert.Null((await host.Type("ana", "INC-1 note the last")).Refusal);
        Assert.Empty(HashChain.Faults((await host.Reader.Read("INC-1", CancellationToken.None))!.Entries));
    }

    [Fact, Trait("Requirement", "A9")]
    public async Task Every_word_of_a_whole_story_can_be_erased_and_its_replay_works()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare sev1 checkout fails for everybody");
        await host.Type("ana", "INC-1 impact everyone cannot pay, workaround: none");
        await host.Type("ana", "INC-1 rollback checkout to 4.1");
        for (var entry = await host.Count("select max(seq) from fact"); entry > 0; entry--)
            await host.Type("ana", $"INC-1 redact {entry} wanted");

        Assert.True(await host.Count("select count(*) from fact where content is null") >= 2);
        var facts = await new PostgresEventStore(host.Source).Read("INC-1", CancellationToken.None);
        Assert.Equal(facts.Count, Incident.Replay("INC-1", facts).Seq);
        Assert.Empty(HashChain.Faults((await host.Reader.Read("INC-1", CancellationToken.None))!.Entries));
        Assert.Null(
            (await host.AnotherHost().Run(host.Request("ben", "INC-1 note goes on"), CancellationToken.None)).Refusal
        );
    }
}

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

        Assert.Null((await host.Type("ana", $"INC-1 redact {entry} it names a customer confirm: {entry}")).Refusal);

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
        await host.Type("ana", "declare sev1 the quokka fails for everybody");
        await host.Type("ana", "INC-1 impact everyone cannot pay at the quokka, workaround: none");
        await host.Type("ana", "INC-1 rollback quokka to 4.1");
        for (var entry = await host.Count("select max(seq) from fact"); entry > 0; entry--)
            await host.Type("ana", $"INC-1 redact {entry} wanted confirm: {entry}");

        Assert.True(await host.Count("select count(*) from fact where content is null") >= 2);
        Assert.Equal(0, await host.Count("select count(*) from fact where content like '%quokka%'"));
        Assert.Equal(0, await host.Count("select count(*) from outbox where effect like '%quokka%'"));
        Assert.Equal(0, await host.Count("select count(*) from incident where title like '%quokka%'"));
        var facts = await new PostgresEventStore(host.Source).Read("INC-1", CancellationToken.None);
        Assert.Equal(facts.Count, Incident.Replay("INC-1", facts).Seq);
        Assert.Empty(HashChain.Faults((await host.Reader.Read("INC-1", CancellationToken.None))!.Entries));
        Assert.Null(
            (await host.AnotherHost().Run(host.Request("ben", "INC-1 note goes on"), CancellationToken.None)).Refusal
        );
    }

    [Fact, Trait("Requirement", "A9")]
    public async Task What_was_posted_is_edited_and_what_waits_goes_out_without_the_words()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await host.Type("ana", $"INC-1 note {Secret}");
        await host.Type("ben", "INC-1 join");
        await host.Type("ana", $"INC-1 task @ben call {Secret}");
        var entry = await host.Count("select seq from fact where kind = 'note-taken.v1'");
        var task = await host.Count("select seq from fact where kind = 'task-assigned.v1'");
        await host.Do(
            $"update outbox set settled_at = now(), ending = 'done', attempt = 1 where key = 'fact-{entry}'",
            "insert into placed (incident_id, name, channel_id, message_id) values ('INC-1', 'fact-2', 'C7', '17.1')"
        );

        await host.Type("ana", $"INC-1 redact {entry} it names a customer confirm: {entry}");

        Assert.Equal(
            1,
            await host.Count(
                $"""
                select count(*) from outbox where settled_at is null and effect::json ->> 'effect' = 'edit'
                and effect::json ->> 'key' = 'fact-{entry}' and effect like '%[redacted]%'
                """
            )
        );
        Assert.Equal(0, await host.Count("select count(*) from outbox where effect like '%Jane Roe%'"));
        Assert.True(
            await host.Count("select count(*) from outbox where settled_at is null and effect like '%call [redacted]%'")
                > 0
        );
        Assert.Equal(0, await host.Count("select count(*) from request where outcome like '%Jane Roe%'"));
        Assert.Equal(
            1,
            await host.Count($"select count(*) from fact where seq = {task} and content is null") // the copy too
        );
    }

    [Fact, Trait("Requirement", "A9")]
    public async Task A_message_whose_effect_is_not_kept_any_more_is_edited_by_its_place()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await host.Type("ana", $"INC-1 note {Secret}");
        var entry = await host.Count("select seq from fact where kind = 'note-taken.v1'");
        await host.Do(
            $"delete from outbox where key = 'fact-{entry}'",
            $"insert into placed (incident_id, name, channel_id, message_id) values ('INC-1', 'fact-{entry}', 'C7', '17.1')"
        );
        await host.Type("ana", $"INC-1 redact {entry} it names a customer confirm: {entry}");
        Assert.Equal(
            1,
            await host.Count(
                $"select count(*) from outbox where effect like '%\"edit\"%fact-{entry}%[redacted]%' and settled_at is null"
            )
        );
    }

    [Fact, Trait("Requirement", "A9")]
    public async Task The_content_holds_who_when_and_how_and_another_host_reads_it()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await host.Type("ana", "INC-1 note first 502s");
        var timeline = (await host.Reader.Read("INC-1", CancellationToken.None))!;
        var note = timeline.Entries.Single(one => one.Kind == "note-taken.v1");
        var envelope = FactEnvelope.In(note.Content)!;
        Assert.Equal((note.Actor, "Note: first 502s", "slack"), (envelope.Actor, envelope.Text, envelope.Source));
        Assert.Equal(FactHash.Utc(note.ObservedAt), envelope.ObservedAt);
        Assert.Empty(HashChain.Faults(timeline.Entries));
        Assert.Null(
            (await host.AnotherHost().Run(host.Request("ben", "INC-1 note more"), CancellationToken.None)).Refusal
        );
    }
}

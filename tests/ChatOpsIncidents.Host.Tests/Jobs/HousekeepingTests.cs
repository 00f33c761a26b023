using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>What goes after its time, and what stays.</summary>
public sealed class HousekeepingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Old_outcomes_and_settled_effects_go_and_what_waits_stays()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare critical checkout fails");
        await Execute(harness, "update outbox set settled_at = '2026-11-21 14:00Z', ending = 'done' where lane = 3");
        var waiting = await harness.Count("select count(*) from outbox where settled_at is null");
        var sweep = Housekeeping(harness);

        Assert.Equal(0, await sweep.SweepOnce(CancellationToken.None));
        harness.Clock.Forward(TimeSpan.FromDays(31));
        Assert.True(await sweep.SweepOnce(CancellationToken.None) >= 2);

        Assert.Equal(0, await harness.Count("select count(*) from request"));
        Assert.Equal(waiting, await harness.Count("select count(*) from outbox"));
        Assert.True(waiting > 0);
    }

    [Fact]
    public async Task Words_of_sealed_messages_go_after_their_incident_and_digests_stay()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare critical checkout fails");
        await Execute(
            harness,
            """
            insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id, person_id, person_name,
                                      at, captured_at, content, salt, digest, sealed_seq)
            select 'slack', 'T0LOCAL', 'C5', n::text, '0', 'message', 'INC-1', 'U1', 'ana', '2026-11-21 14:00Z', '2026-11-21 14:00Z',
                   '{}', '\x00', 'digest ' || n, case when n < 3 then 2 end
            from   generate_series(1, 3) n
            """
        );
        harness.Clock.Forward(TimeSpan.FromDays(100));
        var sweep = Housekeeping(harness, new RetentionOptions { Messages = TimeSpan.FromDays(90) });

        await sweep.SweepOnce(CancellationToken.None);
        Assert.Equal(3, await harness.Count("select count(content) from chat_message"));
        await Execute(harness, "update incident set is_running = false");
        await Housekeeping(harness).SweepOnce(CancellationToken.None);
        Assert.Equal(3, await harness.Count("select count(content) from chat_message"));
        await sweep.SweepOnce(CancellationToken.None);

        Assert.Equal(1, await harness.Count("select count(content) from chat_message"));
        Assert.Equal(3, await harness.Count("select count(digest) from chat_message"));
    }

    [Fact, Trait("Requirement", "B13")]
    public async Task Kept_copies_of_evidence_go_after_their_incident_and_never_before()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare critical checkout fails");
        await Execute(
            harness,
            "insert into evidence_file values ('INC-1', 1, 'F1', 'heap.hprof', 'text/plain', 'digest', '\\x00', "
                + "'2026-11-21 14:00Z')"
        );
        harness.Clock.Forward(TimeSpan.FromDays(100));
        var sweep = Housekeeping(harness, new RetentionOptions { Messages = TimeSpan.FromDays(90) });

        await sweep.SweepOnce(CancellationToken.None);
        Assert.Equal(1, await harness.Count("select count(*) from evidence_file"));
        await Execute(harness, "update incident set is_running = false");
        await sweep.SweepOnce(CancellationToken.None);
        Assert.Equal(0, await harness.Count("select count(*) from evidence_file"));
    }

    private static Housekeeping Housekeeping(PipelineHarness harness, RetentionOptions? keep = null) =>
        new(
            harness.Source,
            harness.Clock,
            Options.Create(keep ?? new RetentionOptions()),
            NullLogger<Housekeeping>.Instance
        );

    private static async Task Execute(PipelineHarness harness, string sql)
    {
        await using var command = harness.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Jobs;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>Requests that wait together share a transaction, and nothing else.</summary>
public sealed class RequestGroupsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int People = 60;

    [Fact]
    public async Task Those_who_wait_together_share_transactions_and_each_has_an_answer_of_their_own()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, People)
                .Select(i => host.Type($"p{i}", i % 10 == 0 ? "INC-1 nonsense" : $"INC-1 note {i}"))
        );

        Assert.Equal(People / 10, outcomes.Count(outcome => outcome.Refusal == "unknown-command"));
        Assert.All(
            outcomes.Where(outcome => outcome.Refusal is null).Select((outcome, _) => outcome.Reply.Message!.Body),
            body => Assert.NotEmpty(body)
        );
        const string notes = "from fact where kind = 'note-taken.v1'";
        Assert.Equal(People - (People / 10), await host.Count($"select count(*) {notes}"));
        Assert.InRange(await host.Count($"select count(distinct xmin::text) {notes}"), 1, People / 2);
        Assert.Equal(People + 1, await host.Count("select count(*) from request where outcome is not null"));
        Assert.Empty(HashChain.Faults((await host.Reader.Read("INC-1", CancellationToken.None))!.Entries));
    }

    [Fact]
    public async Task One_that_cannot_be_stored_takes_nobody_with_it()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        var all = Enumerable
            .Range(0, People)
            .Select(i => host.Type(i == 30 ? "p\0" : $"p{i}", $"INC-1 note from {i}"))
            .ToArray();

        await Assert.ThrowsAnyAsync<Exception>(() => all[30]);
        Assert.All(await Task.WhenAll(all.Where((_, i) => i != 30)), outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(People - 1, await host.Count("select count(*) from fact where kind = 'note-taken.v1'"));
        Assert.Empty(HashChain.Faults((await host.Reader.Read("INC-1", CancellationToken.None))!.Entries));
    }

    [Fact]
    public async Task The_same_delivery_twice_among_others_has_one_effect()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, People).Select(i => host.Type("ana", "INC-1 note hello", id: $"t{i / 2}"))
        );

        Assert.Equal(People / 2, outcomes.Count(outcome => outcome.WasEarlier));
        Assert.Equal(People / 2, await host.Count("select count(*) from fact where kind = 'note-taken.v1'"));
    }

    [Fact]
    public async Task Who_may_not_see_a_private_incident_is_told_so_in_the_midst_of_those_who_may()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare private keys may have leaked");
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, People).Select(i => host.Type(i % 2 == 0 ? "ana" : "eve", $"INC-1 note {i}"))
        );

        Assert.All(
            outcomes.Select((outcome, i) => (outcome.Refusal, i)),
            one => Assert.Equal(one.i % 2 == 0 ? null : "no-such-incident", one.Refusal)
        );
    }

    [Fact]
    public async Task Incidents_that_are_worked_in_at_once_keep_their_own_chains()
    {
        await using var host = await PipelineHarness.Start(postgres);
        string[] titles = ["checkout fails", "search is slow", "mails are late", "logins hang"];
        foreach (var title in titles)
            await host.Type("ana", $"declare {title}", channel: title);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, People).Select(i => host.Type($"p{i}", $"INC-{(i % 4) + 1} symptom timeouts {i}"))
        );

        Assert.All(
            outcomes.Select((outcome, i) => (outcome.IncidentId, i)),
            one => Assert.Equal($"INC-{(one.i % 4) + 1}", one.IncidentId)
        );
        foreach (var n in Enumerable.Range(1, 4))
        {
            var entries = (await host.Reader.Read($"INC-{n}", CancellationToken.None))!.Entries;
            Assert.Equal(People / 4, entries.Count(entry => entry.Kind == "symptom-noted.v1"));
            Assert.Empty(HashChain.Faults(entries));
        }
    }

    [Fact]
    public async Task An_incident_that_another_host_holds_keeps_nobody_waiting_in_another()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails", channel: "C1");
        await host.Type("ana", "declare search is slow", channel: "C2");
        using var store = new PostgresEventStore(host.Source);
        await using var held = await store.Begin([new Sought(host.Request("ben", "x"), "INC-1")], true, default);

        var waiting = host.Type("ana", "INC-1 note hello");
        Assert.Null((await host.Type("ana", "INC-2 note hello")).Refusal);
        Assert.False(waiting.IsCompleted);
        await held.DisposeAsync();
        Assert.Null((await waiting).Refusal);
    }

    [Fact]
    public async Task A_crowd_that_met_a_lock_stays_together()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        using var store = new PostgresEventStore(host.Source);
        await using var held = await store.Begin([new Sought(host.Request("ben", "x"), "INC-1")], true, default);

        var waiting = Enumerable.Range(0, 20).Select(i => host.Type($"p{i}", $"INC-1 note {i}")).ToArray();
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        await held.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Null(outcome.Refusal));
        Assert.InRange(
            await host.Count("select count(distinct xmin::text) from fact where kind = 'note-taken.v1'"),
            1,
            4
        );
    }

    [Fact]
    public async Task A_crowd_that_waits_too_long_is_kept_for_later_and_told_so()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        using var store = new PostgresEventStore(host.Source);
        await using var held = await store.Begin([new Sought(host.Request("ben", "x"), "INC-1")], true, default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => host.Type($"p{i}", $"INC-1 note {i}")));
        Assert.All(
            outcomes,
            outcome =>
                Assert.Equal("Taken. It is busy here; the answer follows in a moment.", outcome.Reply.Message!.Body)
        );
        Assert.Equal(5, await host.Count("select count(*) from inbox"));
    }

    [Fact]
    public async Task Why_a_group_failed_is_said_without_anybodys_words()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        using var lines = new LogLines();
        using var factory = LoggerFactory.Create(log => log.AddProvider(lines));
        var pipeline = host.AnotherHost(factory.CreateLogger<CommandPipeline>());
        await Assert.ThrowsAnyAsync<Exception>(() =>
            pipeline.Run(host.Request("p\0", "INC-1 note secret"), CancellationToken.None)
        );

        var line = Assert.Single(
            lines.Of(LogLevel.Warning),
            line => line.Contains("decided alone", StringComparison.Ordinal)
        );
        Assert.Contains("1 requests could not be decided together (PostgresException)", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K23")]
    public async Task What_is_said_is_captured_while_a_command_holds_the_incident()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        using var store = new PostgresEventStore(host.Source);
        await using var held = await store.Begin([new Sought(host.Request("ben", "x"), "INC-1")], true, default);
        Assert.Equal("INC-1", held.Locked(0));

        await using var insert = host.Source.CreateCommand(
            """
            insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id, person_id,
                                      person_name, at, captured_at, digest)
            values ('slack', 'T0LOCAL', 'C1', '1', '0', 'message', 'INC-1', 'U1', 'ana', now(), now(), 'x')
            """
        );
        insert.CommandTimeout = 10; // a row that waits for the command would wait for ever
        Assert.Equal(1, await insert.ExecuteNonQueryAsync());
    }
}

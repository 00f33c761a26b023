using System.Text.Json;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

public sealed class CommandPipelineTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact, Trait("Requirement", "D1")]
    public async Task A_declaration_stores_facts_effects_deadlines_and_the_outcome_in_one_transaction()
    {
        await using var host = await PipelineHarness.Start(postgres);
        var outcome = await host.Type("ana", "declare sev1 checkout fails");
        Assert.Equal(("INC-1", null), (outcome.IncidentId, outcome.Refusal));
        Assert.Equal(outcome.Facts, await host.Count("select count(*) from fact"));
        Assert.True(await host.Count("select count(*) from outbox") >= 3);
        Assert.True(await host.Count("select count(*) from deadline where name = 'room'") == 1);
        Assert.Equal(
            1,
            await host.Count("select count(*) from request where outcome is not null and incident_id = 'INC-1'")
        );
    }

    [Fact]
    public async Task The_same_delivery_twice_has_one_effect_and_the_same_answer()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        var first = await host.Type("ana", "INC-1 note hello", id: "t1");
        var effects = await host.Count("select count(*) from outbox");
        var second = await host.Type("ana", "INC-1 note hello", id: "t1");
        Assert.True(second.WasEarlier);
        Assert.Equal(first.Reply.Message, second.Reply.Message);
        Assert.Equal(effects, await host.Count("select count(*) from outbox"));
        Assert.Equal(1, await host.Count("select count(*) from fact where kind = 'note-taken.v1'"));
    }

    [Fact]
    public async Task The_same_delivery_fifty_times_at_once_has_one_effect()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Type("ana", "declare checkout fails", id: "t1")));
        Assert.Equal(1, await host.Count("select count(*) from incident"));
    }

    [Fact]
    [Trait("Fault", "K21")]
    public async Task Fifty_people_at_once_on_two_hosts_leave_a_sequence_without_gaps_and_a_chain_that_holds()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        var other = host.AnotherHost();
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    (i % 2 == 0 ? host.Pipeline : other).Run(
                        host.Request($"p{i}", $"INC-1 note from {i}"),
                        CancellationToken.None
                    )
                )
        );
        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        var timeline = (await host.Reader.Read("INC-1", CancellationToken.None))!;
        var facts = timeline.Entries.Where(entry => entry.Seq is not null).OrderBy(entry => entry.Seq).ToArray();
        Assert.Equal(Enumerable.Range(1, facts.Length).Select(n => (long?)n), facts.Select(entry => entry.Seq));
        Assert.Equal(50, facts.Count(entry => entry.Kind == "note-taken.v1"));
        Assert.Empty(HashChain.Faults(timeline.Entries));
    }

    [Fact]
    public async Task A_refused_command_stores_its_outcome_and_no_fact()
    {
        await using var host = await PipelineHarness.Start(postgres);
        var outcome = await host.Type("ana", "severity sev1", channel: "C0NOWHERE");
        Assert.Equal("which-incident", outcome.Refusal);
        Assert.Equal(1, await host.Count("select count(*) from request where outcome is not null"));
        Assert.Equal(0, await host.Count("select count(*) from fact"));
    }

    [Fact]
    [Trait("Fault", "K7")]
    public async Task A_like_declaration_within_two_minutes_offers_to_join_and_leaves_no_gap_in_the_numbers()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails for cards");
        host.Clock.Forward(TimeSpan.FromSeconds(40));
        var like = await host.Type("ben", "declare checkout is failing");
        Assert.Equal("like-one", like.Refusal);
        Assert.Contains("40 s ago", like.Reply.Message!.Body, StringComparison.Ordinal);
        Assert.Contains(like.Reply.Message.Actions, action => action.Command == "INC-1 join");
        host.Clock.Forward(TimeSpan.FromMinutes(3));
        Assert.Equal("INC-2", (await host.Type("ben", "declare checkout is failing")).IncidentId);
    }

    [Fact]
    public async Task A_private_incident_is_nobodys_business_but_theirs()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare private keys may have leaked");
        Assert.Equal("no-such-incident", (await host.Type("ben", "INC-1 note hello")).Refusal);
        Assert.Null((await host.Type("ana", "INC-1 note hello")).Refusal);
        Assert.Empty(await host.Reader.List(Viewer.OfHost, false, long.MaxValue, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_fact_of_a_newer_version_makes_its_incident_read_only()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await using (
            var command = host.Source.CreateCommand(
                """
                insert into fact select incident_id, seq + 1, 'teleported.v9', '{"type":"teleported.v9"}', salt, content_digest,
                       hash, recorded_at,
                       observed_at, actor_id, actor_name, source, link, before_gate, request_id from fact order by seq desc limit 1;
                update incident set seq = seq + 1;
                """
            )
        )
            await command.ExecuteNonQueryAsync();
        Assert.Equal("read-only", (await host.Type("ana", "INC-1 note hello")).Refusal);
    }

    [Fact, Trait("Requirement", "A9")]
    public async Task Facts_can_not_be_changed_or_deleted()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        foreach (
            var sql in new[]
            {
                "delete from fact",
                "update fact set content = 'x'",
                "update fact set hash = 'x', content = null, salt = null",
            }
        )
        {
            await using var command = host.Source.CreateCommand(sql);
            await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        }
    }

    [Fact]
    public async Task What_cannot_be_decided_in_time_is_stored_and_acknowledged()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await using var blocker = await host.Source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select 1 from incident for update", blocker, transaction))
            await hold.ExecuteScalarAsync();
        var outcome = await host.Type("ben", "INC-1 note hello", id: "t7");
        Assert.Contains("the answer follows", outcome.Reply.Message!.Body, StringComparison.Ordinal);
        Assert.Equal(1, await host.Count("select count(*) from inbox where request_id = 't7'"));
    }

    [Fact]
    public async Task A_clock_that_goes_backwards_never_makes_a_duration_negative()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        host.Clock.Forward(TimeSpan.FromMinutes(-10));
        await host.Type("ana", "INC-1 note hello");
        var facts = await new PostgresEventStore(host.Source).Read("INC-1", CancellationToken.None);
        Assert.Equal(facts.Select(f => f.RecordedAt), facts.Select(f => f.RecordedAt).Order());
    }

    [Fact]
    public async Task A_private_incident_stands_in_the_lists_of_those_who_are_in_it_alone()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare private keys may have leaked");
        foreach (var words in new[] { "list", "list all", "status" })
        {
            var others = await host.Type("ben", words, channel: "C0ELSEWHERE");
            Assert.DoesNotContain("leaked", JsonSerializer.Serialize(others), StringComparison.Ordinal);
        }

        var own = await host.Type("ana", "list", channel: "C0ELSEWHERE");
        Assert.Contains("leaked", JsonSerializer.Serialize(own), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declare checkout fails")]
    [InlineData("declare")]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("no such words")]
    public async Task A_guest_gets_a_friendly_no_and_nothing_else(string words)
    {
        await using var host = await PipelineHarness.Start(postgres);
        Assert.Equal("outsider", (await host.Type("eve", words, outsider: true)).Refusal);
    }
}

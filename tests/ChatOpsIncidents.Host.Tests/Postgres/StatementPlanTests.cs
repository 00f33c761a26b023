using System.Text.Json;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Outbox;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Postgres;

/// <summary>
/// What runs at each command or message reads a few pages, however many rows its tables have. The plans are those of a
/// young database: made while the tables were empty, and kept, because nobody has analysed them yet.
/// </summary>
public sealed class StatementPlanTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int FewPages = 80;

    [Theory]
    [InlineData(
        "outbox/lease",
        "text[], smallint, timestamptz, timestamptz",
        "array['channel:C7'], 9::smallint, now(), now()"
    )]
    [InlineData("outbox/renew", "timestamptz, bigint, int", "now(), 777, 0")]
    [InlineData(
        "outbox/done",
        "bigint[], int[], text[], text[], text[], text[], timestamptz",
        "array[777], array[0], array['C7'], array[null], array['m'], array[null], now()"
    )]
    [InlineData(
        "outbox/try_again",
        "bigint[], int[], timestamptz[], int[], boolean[], text[], text[], timestamptz",
        "array[777], array[0], array[now()], array[0], array[false], array['C7'], array['limited'], now()"
    )]
    [InlineData(
        "outbox/end",
        "timestamptz, bigint[], int[], text[], text[]",
        "now(), array[777], array[0], array['replaced'], array['x']"
    )]
    [InlineData("outbox/places", "text, text[]", "'INC-1', array['room', 'waits-7']")]
    [InlineData(
        "outbox/insert",
        "text[], text[], text[], text[], smallint[], text[], text[], text[], text[], timestamptz",
        "array['INC-1'], array['slack'], array['T1'], array['channel:C7'], array[3], array['card'], array['k'], array['{}'],"
            + " array[null], now()"
    )]
    public async Task Of_twenty_thousand_effects_that_wait_a_few_are_read(string name, string types, string values)
    {
        await using var bench = await OutboxBench.New(postgres);
        var plan = await Plan(
            bench.Source,
            name,
            types,
            values,
            """
            insert into outbox (incident_id, platform, workspace, order_key, lane, key, effect, created_at, not_before)
            select 'INC-1', 'slack', 'T1', 'channel:C' || n % 50, 3, 'waits-' || n, '{}', now(), now()
            from   generate_series(1, 20000) n
            """
        );
        Assert.InRange(plan.Pages, 1, FewPages);
    }

    [Fact]
    public async Task Whether_a_delivery_was_carried_out_is_looked_up_and_not_searched_for()
    {
        await using var bench = await OutboxBench.New(postgres);
        var plan = await Plan(
            bench.Source,
            "store/earlier_outcomes",
            "text[], text[], text[]",
            "array['slack'], array['T1'], array['r7']",
            """
            insert into request (platform, workspace, id, received_at, outcome)
            select 'slack', 'T1', 'r' || n, now(), '{}' from generate_series(1, 20000) n
            """
        );
        Assert.InRange(plan.Pages, 1, FewPages);
    }

    [Fact]
    public async Task A_seal_is_taken_apart_once_and_not_once_a_message()
    {
        await using var bench = await OutboxBench.New(postgres);
        var plan = await Plan(
            bench.Source,
            "capture/mark_sealed",
            "text, timestamptz",
            "'INC-1', 'infinity'",
            """
            insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id, person_id,
                                      person_name, at, captured_at, digest)
            select 'slack', 'T1', 'C1', n::text, '0', 'message', 'INC-1', 'U1', 'ana', now(), now(), 'd' || n
            from   generate_series(1, 2000) n;
            insert into fact (incident_id, seq, kind, content, content_digest, hash, recorded_at, observed_at, actor_id,
                              actor_name, source, before_gate, request_id)
            select 'INC-1', 2, 'messages-sealed.v1', json_build_object('digests', json_agg('d' || n)), '', '', now(), now(),
                   '', '', '', false, 'r'
            from   generate_series(1, 1000) n
            """
        );
        Assert.InRange(plan.Rows, 1_000, 20_000); // message by message it would be two million
    }

    [Fact]
    public async Task The_first_that_wait_for_a_seal_are_read_and_not_all_sorted()
    {
        await using var bench = await OutboxBench.New(postgres);
        var plan = await Plan(
            bench.Source,
            "capture/unsealed",
            "text, int",
            "'INC-1', 100",
            """
            insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id, person_id,
                                      person_name, at, captured_at, digest)
            select 'slack', 'T1', 'C2', n::text, '0', 'message', 'INC-1', 'U1', 'ana', now(), now() + n * interval '1 ms',
                   'd' || n
            from   generate_series(1, 20000) n
            """
        );
        Assert.InRange(plan.Pages, 1, FewPages);
    }

    [Fact]
    public async Task Where_the_room_is_is_found_beside_any_number_of_facts()
    {
        await using var bench = await OutboxBench.New(postgres);
        var plan = await Plan(
            bench.Source,
            "outbox/places",
            "text, text[]",
            "'INC-1', array['room']",
            """
            insert into fact (incident_id, seq, kind, content, content_digest, hash, recorded_at, observed_at, actor_id,
                              actor_name, source, before_gate, request_id)
            select 'INC-1', n, 'note-added.v1', '{}', '', '', now(), now(), '', '', '', false, 'r'
            from   generate_series(10, 20000) n
            """
        );
        Assert.InRange(plan.Pages, 1, FewPages);
    }

    [Theory]
    [InlineData("store/others_running", "text, text, text", "'slack', 'T1', 'U1'")]
    [InlineData("insights/of_services", "text[], text, text, text", "array['checkout'], 'slack', 'T1', 'U1'")]
    public async Task A_declaration_reads_no_incident_that_is_over_and_was_about_something_else(
        string name,
        string types,
        string values
    )
    {
        await using var bench = await OutboxBench.New(postgres);
        var plan = await Plan(
            bench.Source,
            name,
            types,
            values,
            """
            insert into incident
            select (jsonb_populate_record(incident, jsonb_build_object(
                        'id', 'INC-' || 1000 + n, 'number', 1000 + n, 'is_running', false))).*
            from   incident cross join generate_series(1, 5000) n
            where  id = 'INC-1';
            insert into figure (incident_id, seq, content)
            select id, seq, '{"Services": ["ledger"]}' from incident where number > 1000
            """
        );
        Assert.InRange(plan.Pages, 1, FewPages);
    }

    private static async Task<(long Pages, double Rows)> Plan(
        NpgsqlDataSource source,
        string name,
        string types,
        string values,
        string fill
    )
    {
        await using var connection = await source.OpenConnectionAsync();
        await Execute(connection, PostgresSql.Text("store/session"));
        await Execute(connection, "set plan_cache_mode = force_generic_plan");
        await Execute(connection, $"prepare looked_at ({types}) as {PostgresSql.Numbered(name)}");
        await Execute(connection, $"execute looked_at ({values})");
        await Execute(connection, fill);
        await using var explain = new NpgsqlCommand(
            $"explain (analyze, buffers, format json) execute looked_at ({values})",
            connection
        );
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
        var root = plan.RootElement[0].GetProperty("Plan");
        var pages =
            root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
        return (pages, Rows(root));
    }

    private static double Rows(JsonElement node)
    {
        var own = node.GetProperty("Actual Rows").GetDouble() * node.GetProperty("Actual Loops").GetDouble();
        return own + (node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().Sum(Rows) : 0);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }
}

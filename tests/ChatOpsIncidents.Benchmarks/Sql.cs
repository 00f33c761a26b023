namespace ChatOpsIncidents.Benchmarks;

/// <summary>Fills and reads what a benchmark needs; the product never runs these.</summary>
internal static class Sql
{
    public const string BareTable =
        "create table if not exists bench_row (id bigint generated always as identity primary key, body text)";

    public const string InsertBare = "insert into bench_row (body) values ($1)";

    public const string Rooms = """
        select incident_id, channel_id from room where thread_id = '' order by substr(incident_id, 5)::bigint
        """;

    public const string FactsIn = "select seq from incident join room on incident_id = id where room.channel_id = $1";

    /// <summary>Posts in rooms of their own, each of which may have one message a second.</summary>
    public const string FillOutbox = """
        insert into outbox (incident_id, platform, workspace, order_key, lane, effect, created_at, not_before)
        select 'INC-1', 'slack', 'T0BENCH', 'channel:C0WAITS' || n % @rooms, 3,
               '{"effect":"post","to":"channel:C0WAITS' || n % @rooms || '","message":{"body":"This waits."},"key":"waits-' || n || '"}',
               now(), now()
        from   generate_series(1, @posts) n;
        """;

    public const string Waiting = "select count(*) from outbox where settled_at is null";

    public const string SettleAll = """
        update outbox set settled_at = now(), ending = 'done'
        where  id in (
            select id from outbox where settled_at is null and leased_until is null for no key update skip locked)
        """;

    public const string FillLargeIncident = """
        insert into incident
        select (jsonb_populate_record(incident, jsonb_build_object('id', 'INC-900', 'number', 900, 'seq', @facts, 'title', 'large'))).*
        from incident where id = 'INC-1';
        insert into fact
        select (jsonb_populate_record(f, '{"incident_id":"INC-900"}')).*
        from fact f where f.incident_id = 'INC-1' and f.seq <= @facts;
        insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id,
                                  person_id, person_name, at, captured_at,
                                  content, salt, digest)
        select 'slack', 'T0BENCH', 'C0LARGE', n::text, '0', 'message', 'INC-900', 'U0BENCH', 'Bench', now(), now(),
               '{"text":"message number ' || n || '","files":[]}', '\x00', 'x'
        from generate_series(1, @messages) n;
        """;

    public const string SetDeadlines = """
        create table bench_due as select 'bench:' || n as name, now() + interval '3 seconds' + n * interval '20 milliseconds' as due
        from generate_series(1, 200) n;
        create table bench_fell (name text, lateness double precision);
        create function bench_fell() returns trigger language plpgsql as $$
        begin insert into bench_fell values (old.name, extract(epoch from clock_timestamp() - old.due_at) * 1000); return old; end $$;
        create trigger bench_fell before delete on deadline for each row when (old.name like 'held:9%') execute function bench_fell();
        insert into deadline (incident_id, name, due_at) select 'INC-1', 'held:9' || substr(name, 7), due from bench_due;
        """;

    public const string Lateness = """
        select count(*), coalesce(percentile_cont(0.5) within group (order by lateness), 0), coalesce(max(lateness), 0) from bench_fell
        """;

    /// <summary>Incidents that are over, each with figures of its own.</summary>
    public const string FillPast = """
        insert into incident
        select (jsonb_populate_record(incident, jsonb_build_object(
                'id', 'INC-' || 10000 + n, 'number', 10000 + n, 'is_running', false,
                'declared_at', now() - n * interval '4 hours'))).*
        from   incident cross join generate_series(1, @incidents) n
        where  incident.id = 'INC-1';
        insert into figure (incident_id, seq, content)
        select id, seq, @figures::jsonb from incident where number > 10000;
        """;

    /// <summary>Incidents that no person declared.</summary>
    public const string ByAlerts = """
        select count(*)
        from   fact join incident on id = incident_id
        where  fact.seq = 1 and actor_id not like 'U0BENCH%' and number < 10000
        """;

    public const string Unread = "select count(*) from delivery where settled_at is null";
}

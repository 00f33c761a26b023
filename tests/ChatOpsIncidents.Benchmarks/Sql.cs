namespace ChatOpsIncidents.Benchmarks;

/// <summary>Fills and reads what a benchmark needs; the product never runs these.</summary>
internal static class Sql
{
    public const string FillLargeIncident = """
        insert into incident select 'INC-900', 900, platform, workspace, @facts, head_hash, 'large', severity, phase, true, false,
               lead_id, lead_name,
               services, people, declared_at, channel_id, changed_at from incident where id = 'INC-1';
        insert into fact select 'INC-900', f.seq, f.kind, f.content, f.salt, f.content_digest, f.hash, f.recorded_at,
               f.observed_at, f.actor_id,
               f.actor_name, f.source, f.link, f.before_gate, f.request_id
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
        insert into deadline select 'INC-1', 'held:9' || substr(name, 7), due from bench_due;
        """;

    public const string Lateness = """
        select count(*), coalesce(percentile_cont(0.5) within group (order by lateness), 0), coalesce(max(lateness), 0) from bench_fell
        """;
}

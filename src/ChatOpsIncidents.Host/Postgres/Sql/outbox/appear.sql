-- Takes a number that no host has had before, and holds its lock for as long as this session lives. The lock's first half only
-- keeps it apart from other locks: "host" in ASCII.
with mine as materialized (select nextval('host_presence')::integer as number)
select number, pg_try_advisory_lock(1752134516, number) from mine;

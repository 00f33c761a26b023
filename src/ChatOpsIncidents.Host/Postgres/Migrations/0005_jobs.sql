-- The scheduler keeps its own tables in a schema of its own now; those of the one before go. Hosts of the release before that
-- still run answer people all the same: what follows the clock, and what goes out, is done by hosts of this one.
do $$
declare
    name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema() and tablename like 'qrtz\_%' loop
        execute format('drop table %I cascade', name);
    end loop;
end $$;

-- A lease is short now, and kept up by whoever holds it: nobody needs to know who that is.
alter table outbox drop column leased_by, drop column leased_by_attempt;
drop sequence host_presence;

-- Whether a channel was read up to the mark without a gap, so that what comes in may move it; and since when a job is at it. No
-- mark: read from the beginning.
alter table capture_mark
    alter column message_id drop not null,
    add column complete boolean not null default false,
    add column asked_at timestamptz;

-- A deadline that was moved begins anew: earlier failures belong to the earlier time.
insert into deadline (incident_id, name, due_at)
select * from unnest(@incidents, @names, @dues)
on conflict (incident_id, name) do update
set    due_at = excluded.due_at, failures = 0, not_before = '-infinity', why = null;

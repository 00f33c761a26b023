-- What hosts learned of people; of two that learned of the same person the newer word stays.
insert into person (platform, workspace, id, name, time_zone, is_outsider, is_bot, is_deactivated, seen_at)
select *
from   unnest(@platforms, @workspaces, @ids, @names, @zones, @outsiders, @bots, @deactivated, @seen)
on     conflict (platform, workspace, id) do update
set    name = excluded.name, time_zone = excluded.time_zone, is_outsider = excluded.is_outsider, is_bot = excluded.is_bot,
       is_deactivated = excluded.is_deactivated, seen_at = excluded.seen_at
where  person.seen_at <= excluded.seen_at;

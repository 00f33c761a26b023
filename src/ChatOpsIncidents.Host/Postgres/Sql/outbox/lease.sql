-- Leases the oldest unsettled effect of each of these order keys, if it may be tried now and is of no lane beyond @lane_max. The
-- conditions stand again where the rows are locked: two dispatchers that saw the same head do not both get it. A lease that lapsed
-- leaves it open whether its attempt was carried out. Rows that are known by their ids are asked for coalesce(settled_at, …): at
-- "is null" the index of all that waits would be read from end to end.
with head as materialized (
    select oldest.*
    from   unnest(@order_keys) as asked (order_key) cross join lateral (
        select id, lane, not_before, leased_until, pause_key
        from   outbox
        where  outbox.order_key = asked.order_key and settled_at is null
        order  by id
        limit  1) oldest
), taken as (
    select id
    from   outbox
    where  id = any (array(
               select id
               from   head
               where  lane <= @lane_max and not_before <= @now and (leased_until is null or leased_until <= @now)
                 and  not exists (select from outbox_pause where key = head.pause_key and until > @now)))
      and  coalesce(settled_at, 'infinity') = 'infinity' and (leased_until is null or leased_until <= @now)
    for    no key update skip locked
)
update outbox
set    attempt = attempt + 1, unclear = unclear or leased_until is not null, leased_until = @until
from   taken
where  outbox.id = taken.id
returning outbox.id, attempt, failures, unclear, incident_id, platform, workspace, order_key, lane, key, created_at, effect, why, trace;

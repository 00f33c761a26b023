-- Leases the oldest unsettled effect of each order key, if it may be tried now: urgent lanes first, no more than @limit, none of
-- a lane beyond @lane_max. The recursive skip reads one row a key, however many wait behind it. A head that waits for its
-- platform is not overtaken by its own key, and holds up no other. The conditions stand again where the rows are locked: two
-- dispatchers that saw the same head do not both get it. A lease that lapsed leaves it open whether its attempt was carried out.
with recursive head as (
    (select id, order_key, lane, not_before, leased_until, pause_key
     from   outbox
     where  settled_at is null
     order  by order_key, id
     limit  1)
    union all
    select next.*
    from   head cross join lateral (
        select id, order_key, lane, not_before, leased_until, pause_key
        from   outbox
        where  settled_at is null and order_key > head.order_key
        order  by order_key, id
        limit  1) next
), due as (
    select id
    from   head
    where  lane <= @lane_max and not_before <= @now and (leased_until is null or leased_until <= @now)
      and  not exists (select from outbox_pause where key = head.pause_key and until > @now)
    order  by lane, id
    limit  @limit
), taken as (
    select id
    from   outbox
    where  id in (select id from due) and settled_at is null and (leased_until is null or leased_until <= @now)
    for    update skip locked
)
update outbox
set    attempt = attempt + 1, unclear = unclear or leased_until is not null, leased_until = @until
from   taken
where  outbox.id = taken.id
returning outbox.id, attempt, failures, unclear, incident_id, platform, workspace, order_key, lane, key, created_at, effect, why, trace;

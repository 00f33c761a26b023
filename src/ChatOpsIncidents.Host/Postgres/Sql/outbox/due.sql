-- Names the order keys whose oldest unsettled effect may be tried now: urgent lanes first, no more than @limit, none of a lane
-- beyond @lane_max. The recursive skip reads one row a key, however many wait behind it. A head that waits for its platform is not
-- overtaken by its own key, and holds up no other.
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
)
select order_key, lane
from   head
where  lane <= @lane_max and not_before <= @now and (leased_until is null or leased_until <= @now)
  and  not exists (select from outbox_pause where key = head.pause_key and until > @now)
order  by lane, id
limit  @limit;

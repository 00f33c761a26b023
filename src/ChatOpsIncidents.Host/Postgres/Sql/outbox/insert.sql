-- Adds effects, inside the transaction that stores their facts and holds their incidents' rows: that lock is what makes the order
-- of ids within an incident's keys the order of its facts. Of effects that replace one another the newest takes the place of the one
-- that waits, so that a busy room's card and topic are not put off for ever. One that an attempt or another transaction holds now is
-- left alone, and the newer one follows it: nobody waits here for anybody.
with given as (
    select * from unnest(@incidents, @platforms, @workspaces, @order_keys, @lanes, @replaced, @keys, @effects, @traces)
        with ordinality as effect (incident_id, platform, workspace, order_key, lane, replaces, key, effect, trace, n)
), waiting as (
    select given.n, given.effect, given.trace, older.id
    from   given cross join lateral (
        select id
        from   outbox
        where  outbox.order_key = given.order_key and outbox.replaces = given.replaces
          and  settled_at is null and (leased_until is null or leased_until <= @now)
        order  by id
        limit  1
        for    no key update skip locked) older
    where  given.replaces is not null
), kept as (
    update outbox set effect = waiting.effect, trace = waiting.trace from waiting where outbox.id = waiting.id
    returning waiting.n
)
insert into outbox (incident_id, platform, workspace, order_key, lane, replaces, key, effect, trace, created_at, not_before)
select incident_id, platform, workspace, order_key, lane, replaces, key, effect, trace, @now, @now
from   given
where  not exists (select from kept where kept.n = given.n)
order  by n;

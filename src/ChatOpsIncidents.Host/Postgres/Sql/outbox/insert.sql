-- Adds one effect, inside the transaction that stores its facts and holds the incident's row: that lock is what makes the order
-- of ids within an incident's keys the order of its facts. Of effects that replace one another the newest takes the place of the one
-- that waits, so that a busy room's card and topic are not put off for ever; one that an attempt holds now is left alone (the condition
-- stands twice: it is looked at again when the row was leased in between), and the newer one follows it.
with kept as (
    update outbox
    set    effect = @effect, trace = @trace
    where  id = (select min(id) from outbox
                 where  order_key = @order_key and replaces = @replaces
                   and  settled_at is null and (leased_until is null or leased_until <= @now))
      and  settled_at is null and (leased_until is null or leased_until <= @now)
    returning id
), added as (
    insert into outbox (incident_id, platform, workspace, order_key, lane, replaces, key, effect, trace, created_at, not_before)
    select @incident_id, @platform, @workspace, @order_key, @lane, @replaces, @key, @effect, @trace, @now, @now
    where  not exists (select from kept)
    returning id
)
select id from kept union all select id from added;

-- Adds one effect, inside the transaction that stores its facts and holds the incident's row: that lock is what makes the order
-- of ids within an incident's keys the order of its facts.
insert into outbox (incident_id, platform, workspace, order_key, lane, replaces, key, effect, created_at, not_before)
values (@incident_id, @platform, @workspace, @order_key, @lane, @replaces, @key, @effect, @now, @now)
returning id;

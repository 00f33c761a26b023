-- Keeps a delivery. No row back: it was delivered before.
insert into delivery (kind, source, delivery_id, headers, body, received_at, settled_at, ending, why)
values (@kind, @source, @delivery, @headers, @body, @now, @settled, @ending, @why)
on conflict (kind, source, delivery_id) do nothing
returning id;

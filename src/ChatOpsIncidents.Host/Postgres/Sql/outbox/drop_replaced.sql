-- Run after an insert whose "replaces" is not null, in the same transaction: of what waits, only the newest survives. A row that
-- an attempt holds now is left alone; its attempt ends as it ends, and the newer one follows it.
update outbox
set    settled_at = @now, ending = 'replaced'
where  order_key = @order_key and replaces = @replaces and id < @id
  and  settled_at is null and (leased_until is null or leased_until <= @now);

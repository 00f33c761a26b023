-- Takes the oldest deliveries that may be read now, for as long as until @until.
update delivery
set    attempts = attempts + 1, not_before = @until
where  id in (
    select id from delivery
    where  settled_at is null and not_before <= @now
    order  by id limit @limit for update skip locked)
returning id, kind, source, delivery_id, headers, body, received_at, attempts;

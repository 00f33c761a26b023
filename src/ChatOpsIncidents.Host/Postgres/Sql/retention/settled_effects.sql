-- Removes what was settled before @before, a bounded number at a time. What waits is never removed.
delete from outbox
where  id in (select id from outbox where settled_at < @before order by settled_at limit @limit);

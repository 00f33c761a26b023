-- How much waits, and since when the oldest of it.
select count(*), min(created_at) from outbox where settled_at is null;

-- One host at a time reads deliveries, in their order: two that look at once would both declare. Freed when the transaction ends,
-- also by the death of its host.
select pg_try_advisory_xact_lock(@key);

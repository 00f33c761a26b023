-- One host at a time does what the key names. Freed when the transaction ends, also by the death of its host.
select pg_try_advisory_xact_lock(@key);

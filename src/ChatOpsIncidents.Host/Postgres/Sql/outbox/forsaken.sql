-- Names the leases whose host is gone. A leased row is the head of its order key, so one row a key is read, as in lease.sql. Asked
-- on the session that holds this host's own lock: no answer, no lock.
with recursive head as (
    (select id, order_key, attempt, leased_until, leased_by, leased_by_attempt
     from   outbox
     where  settled_at is null
     order  by order_key, id
     limit  1)
    union all
    select next.*
    from   head cross join lateral (
        select id, order_key, attempt, leased_until, leased_by, leased_by_attempt
        from   outbox
        where  settled_at is null and order_key > head.order_key
        order  by order_key, id
        limit  1) next
)
select id, attempt, leased_by
from   head
where  leased_until > @now and leased_by_attempt = attempt
  and  not exists (
           select from pg_locks
           where  locktype = 'advisory' and classid = 1752134516 and objid = leased_by::oid and objsubid = 2 and granted
             and  database = (select oid from pg_database where datname = current_database()));

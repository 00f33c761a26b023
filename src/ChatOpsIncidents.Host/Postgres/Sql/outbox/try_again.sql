-- Gives effects back for a later attempt, each if its attempt still holds it. Where a newer row has come to replace it meanwhile, it
-- is not tried again. A limit that holds for more than this destination is kept under its key; it is never
-- shortened. (Why coalesce: see lease.sql.)
with given as (
    select * from unnest(@ids, @attempts, @not_befores, @burnt, @unclear, @pause_keys, @whys)
        as ended (id, attempt, not_before, burnt, unclear, pause_key, why)
), judged as (
    select given.*, exists (
               select from outbox mine join outbox later
                   on later.order_key = mine.order_key and later.replaces = mine.replaces and later.id > mine.id
               where  mine.id = given.id and later.settled_at is null) as is_replaced
    from   given
), settled as (
    update outbox
    set    leased_until = null, not_before = judged.not_before, failures = failures + judged.burnt, unclear = judged.unclear,
           pause_key = judged.pause_key, why = judged.why,
           settled_at = case when is_replaced then @now end,
           ending = case when is_replaced then 'replaced' end
    from   judged
    where  outbox.id = judged.id and outbox.attempt = judged.attempt and coalesce(settled_at, 'infinity') = 'infinity'
    returning outbox.id, outbox.pause_key, outbox.not_before
), paused as (
    insert into outbox_pause (key, until)
    select pause_key, max(not_before) from settled where pause_key is not null group by pause_key order by pause_key
    on conflict (key) do update set until = greatest(outbox_pause.until, excluded.until)
)
select id from settled;

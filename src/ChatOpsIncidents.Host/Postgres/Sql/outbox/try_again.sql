-- Gives an effect back for a later attempt, if this attempt still holds it. Where a newer row has come to replace it meanwhile,
-- it is not tried again. A limit that holds for more than this destination is kept under its key; it is never shortened.
with settled as (
    update outbox
    set    leased_until = null, not_before = @not_before, failures = failures + @burnt, unclear = @unclear, pause_key = @pause_key,
           why = @why,
           settled_at = case when newer.found then @now end,
           ending = case when newer.found then 'replaced' end
    from  (select exists (
               select from outbox mine join outbox later
                   on later.order_key = mine.order_key and later.replaces = mine.replaces and later.id > mine.id
               where mine.id = @id and later.settled_at is null) as found) newer
    where  id = @id and attempt = @attempt and settled_at is null
    returning pause_key
), paused as (
    insert into outbox_pause (key, until)
    select pause_key, @not_before from settled where pause_key is not null
    on conflict (key) do update set until = greatest(outbox_pause.until, excluded.until)
)
select count(*) from settled;

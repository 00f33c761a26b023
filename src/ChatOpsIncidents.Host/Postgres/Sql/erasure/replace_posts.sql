-- Effects without the forgotten words. One that has nothing left to say, and was not tried yet, is not carried out.
update outbox
set    effect = clean.effect,
       order_key = coalesce(clean.order_key, outbox.order_key),
       settled_at = case when clean.needless and settled_at is null and attempt = 0 then @now else settled_at end,
       ending = case when clean.needless and settled_at is null and attempt = 0 then 'replaced' else ending end,
       why = case when clean.needless and settled_at is null and attempt = 0 then 'Its words were redacted.' else why end
from   unnest(@ids, @effects, @order_keys, @needless) as clean (id, effect, order_key, needless)
where  outbox.id = clean.id;

-- What waits under an order key, the oldest first.
select effect
from   outbox
where  order_key = @key and settled_at is null
order  by id
limit  @limit;

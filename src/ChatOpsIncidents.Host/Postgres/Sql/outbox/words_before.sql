-- Whether anything under an order key that is older than an effect still waits.
select exists (select from outbox where order_key = @key and settled_at is null and id < @id);

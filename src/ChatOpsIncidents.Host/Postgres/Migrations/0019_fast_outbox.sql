-- The effect that a newer one replaces is found at once, however many wait for the same destination.
drop index outbox_replaced;
create index outbox_replaced on outbox (order_key, replaces, id) where settled_at is null and replaces is not null;

-- Room on each page: a lease changes no index, and so need not touch one.
alter table outbox set (fillfactor = 80);

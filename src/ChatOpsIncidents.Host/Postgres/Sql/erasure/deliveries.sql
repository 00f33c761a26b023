-- Deliveries that wait to be read. One that is being read now is locked until it is through.
select id, body from delivery where settled_at is null and body is not null for update;

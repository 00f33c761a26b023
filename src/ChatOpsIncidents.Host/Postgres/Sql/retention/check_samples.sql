-- Readings of monitoring that no picture needs any more.
delete from check_sample
where  ctid in (select ctid from check_sample where at < @before limit @limit);

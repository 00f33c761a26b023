-- Removes limits that have passed.
delete from outbox_pause where until < @now;

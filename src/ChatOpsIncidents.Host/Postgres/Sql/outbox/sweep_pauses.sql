delete from outbox_pause where until < @now;

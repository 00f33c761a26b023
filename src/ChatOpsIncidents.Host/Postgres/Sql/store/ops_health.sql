select (select count(*) from outbox where settled_at is null),
       (select min(created_at) from outbox where settled_at is null),
       (select count(*) from inbox),
       (select count(*) from inbox where why is not null),
       (select count(*) from deadline where due_at < @now - interval '10 seconds');

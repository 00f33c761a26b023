-- Claims a delivery. No row back: the same delivery was carried out, or is being carried out now (then this waits for it).
insert into request (platform, workspace, id, received_at)
values (@platform, @workspace, @id, @now)
on conflict do nothing
returning 1;

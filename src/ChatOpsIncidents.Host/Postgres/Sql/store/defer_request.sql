insert into inbox (platform, workspace, request_id, request, received_at)
values (@platform, @workspace, @id, @request, @now)
on conflict do nothing;

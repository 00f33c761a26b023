insert into room (platform, workspace, channel_id, thread_id, incident_id)
values (@platform, @workspace, @channel, @thread, @id)
on conflict (platform, workspace, channel_id, thread_id) do update set incident_id = excluded.incident_id;

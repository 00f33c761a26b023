-- Makes a channel, or a thread of it, an incident's room: what is said there is captured, and commands there mean that incident.
-- The one statement that writes here. Thread 'origin' stands for a thread whose root is not posted yet.
insert into room (platform, workspace, channel_id, thread_id, incident_id)
values (@platform, @workspace, @channel, @thread, @id)
on conflict (platform, workspace, channel_id, thread_id) do update set incident_id = excluded.incident_id;

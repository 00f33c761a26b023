-- The thread where the incident was declared is its room from now on. A room of its own that came after all is left as it is. A
-- whole channel of others never becomes the place whose messages are captured.
with stands as (
    insert into placed (incident_id, name, channel_id, thread_id)
    values (@incident, 'room', @channel, nullif(@thread, ''))
    on conflict (incident_id, name) do nothing
    returning incident_id
)
insert into room (platform, workspace, channel_id, thread_id, incident_id)
select @platform, @workspace, @channel, @thread, incident_id from stands where @thread <> ''
on conflict (platform, workspace, channel_id, thread_id) do update set incident_id = excluded.incident_id;

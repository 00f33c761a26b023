-- The channels of running incidents, and after which message each is to be read: the last one read, else the root of the oldest
-- thread that is a room. A channel that is a room by itself is read from its beginning.
select room.platform, room.workspace, room.channel_id,
       coalesce(max(capture_mark.message_id), case when bool_and(room.thread_id <> '') then min(room.thread_id) end)
from   room
join   incident on incident.id = room.incident_id
left   join capture_mark on (capture_mark.platform, capture_mark.workspace, capture_mark.channel_id)
                        = (room.platform, room.workspace, room.channel_id)
where  incident.is_running and room.thread_id <> 'origin'
group  by room.platform, room.workspace, room.channel_id;

-- After which message a channel is to be read: the last one read, else the root of the oldest thread that is a room. A channel that
-- is a room by itself is read from its beginning (null). No row: it is no running incident's room, or was read without a gap.
select coalesce(max(capture_mark.message_id), case when bool_and(room.thread_id <> '') then min(room.thread_id) end)
from   room
join   incident on incident.id = room.incident_id
left   join capture_mark on (capture_mark.platform, capture_mark.workspace, capture_mark.channel_id)
                        = (room.platform, room.workspace, room.channel_id)
where  room.platform = @platform and room.workspace = @workspace and room.channel_id = @channel
  and  incident.is_running and room.thread_id <> 'origin'
  and  (capture_mark.channel_id is null or not capture_mark.complete)
group  by room.platform, room.workspace, room.channel_id;

-- The channels of running incidents that were not read without a gap yet, unless a job was asked for lately.
select distinct room.platform, room.workspace, room.channel_id
from   room
join   incident on incident.id = room.incident_id
left   join capture_mark on (capture_mark.platform, capture_mark.workspace, capture_mark.channel_id)
                        = (room.platform, room.workspace, room.channel_id)
where  incident.is_running and room.thread_id <> 'origin'
  and  (capture_mark.channel_id is null or not capture_mark.complete)
  and  (capture_mark.asked_at is null or capture_mark.asked_at <= @asked_before);

-- The incident of a channel: that of the thread if the room is a thread, else that of the channel itself.
select incident_id
from   room
where  platform = @platform and workspace = @workspace and channel_id = @channel and thread_id in ('', @thread)
order  by thread_id desc
limit  1;

-- The incidents of a channel: of its threads, and of the channel itself (an empty thread).
select thread_id, incident_id
from   room
where  platform = @platform and workspace = @workspace and channel_id = @channel;

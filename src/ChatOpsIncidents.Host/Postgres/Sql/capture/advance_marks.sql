-- How far channels were read that have no gap; a mark never goes back. Locked in one order, so that two hosts never wait for one
-- another in a circle.
with read as (
    select platform, workspace, channel, max(message) as message
    from   unnest(@platforms, @workspaces, @channels, @messages) as read (platform, workspace, channel, message)
    group  by platform, workspace, channel
), known as (
    select mark.platform, mark.workspace, mark.channel_id, read.message
    from   capture_mark mark
    join   read on (mark.platform, mark.workspace, mark.channel_id) = (read.platform, read.workspace, read.channel)
    where  mark.complete
    order  by mark.platform, mark.workspace, mark.channel_id
    for    no key update of mark
)
update capture_mark
set    message_id = greatest(capture_mark.message_id, known.message)
from   known
where  (capture_mark.platform, capture_mark.workspace, capture_mark.channel_id)
     = (known.platform, known.workspace, known.channel_id);

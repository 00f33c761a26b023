-- How far channels were read; a mark never goes back.
insert into capture_mark (platform, workspace, channel_id, message_id)
select platform, workspace, channel, max(message)
from   unnest(@platforms, @workspaces, @channels, @messages) as read (platform, workspace, channel, message)
group  by platform, workspace, channel
on conflict (platform, workspace, channel_id) do update
set    message_id = greatest(capture_mark.message_id, excluded.message_id);

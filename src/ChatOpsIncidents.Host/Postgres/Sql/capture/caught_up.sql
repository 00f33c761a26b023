-- A channel was read up to a message without a gap: from now on what comes in moves its mark.
insert into capture_mark (platform, workspace, channel_id, message_id, complete)
values (@platform, @workspace, @channel, @message, true)
on conflict (platform, workspace, channel_id) do update
set    message_id = greatest(capture_mark.message_id, excluded.message_id), complete = true, asked_at = null;

-- A job was asked for that reads these channels.
insert into capture_mark (platform, workspace, channel_id, asked_at)
select *, @now from unnest(@platforms, @workspaces, @channels)
on conflict (platform, workspace, channel_id) do update set asked_at = excluded.asked_at;

-- Stores captured messages, many by one commit. What was captured before (the same message, version and kind) stays as it is.
insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id, thread_id, person_id,
                          person_name, at, content, salt, digest, link, captured_at)
select *, @now
from   unnest(@platforms, @workspaces, @channels, @messages, @versions, @kinds, @incidents, @threads, @people, @names,
              @ats, @contents, @salts, @digests, @links)
on conflict do nothing;

-- Locks the incidents of requests, each named or that of its channel: of the thread if the room is a thread, else of the channel
-- itself. Not the key: messages that are captured refer to the incident, and do not wait for commands.
with sought as (
    select n, see_all, by_platform, by_workspace, by_person, coalesce(asked.id, (
               select room.incident_id
               from   room
               where  room.platform = asked.platform and room.workspace = asked.workspace
                 and  room.channel_id = asked.channel and room.thread_id in ('', asked.thread)
               order  by room.thread_id desc
               limit  1)) as id
    from   unnest(@ids, @platforms, @workspaces, @channels, @threads, @see_all, @by_platforms, @by_workspaces, @by_people)
               with ordinality
               as asked (id, platform, workspace, channel, thread, see_all, by_platform, by_workspace, by_person, n)
)
select sought.n, incident.id, seq, head_hash, see_all or visible_to(incident, by_platform, by_workspace, by_person)
from   sought join incident on incident.id = sought.id
for    no key update of incident;

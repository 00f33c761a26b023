-- All that is needed to tell where an effect goes: what stands already, where the incident was declared, whether that thread is
-- the room (unless a room of its own came later) and known as such, which of the names are still on their way, and the head of
-- the chain.
select 'placed' as what, name, channel_id, thread_id, message_id
from   placed
where  incident_id = @incident and name = any (@names)
union all
select case when settled_at is null then 'waiting' else 'over' end, key, null, null, null
from   outbox
where  incident_id = @incident and key = any (@names)
union all
select 'head', seq::text, null, null, head_hash
from   incident
where  id = @incident
union all
select 'private', '', null, null, null
from   incident
where  id = @incident and is_private
union all
select 'thread', '', null, null, null
from   room
where  incident_id = @incident and thread_id not in ('', 'origin')
union all
select 'origin', '', content::json #>> '{origin,channelId}', content::json #>> '{origin,threadId}', null
from   fact
where  incident_id = @incident and seq = 1 and content is not null
union all
(select 'fallback', '', content::json ->> 'channelId', content::json ->> 'threadId', null
 from   fact
 where  incident_id = @incident and kind = 'room-fell-back.v1' and content is not null
   and  not exists (select from placed where incident_id = @incident and name = 'room')
   and  not exists (select from fact opened
                    where opened.incident_id = @incident and opened.kind = 'room-opened.v1' and opened.seq > fact.seq)
 order  by seq desc
 limit  1);

-- All that is needed to tell where an effect goes: what stands already, where the incident was declared, whether that thread is
-- the room (unless a room of its own came later) and known as such, to whom everything goes directly because the room was lost,
-- which of the names are still on their way, and the head of the chain. The list of kinds is that of the index fact_of_room.
select 'placed' as what, name, channel_id, thread_id, message_id
from   placed
where  incident_id = @incident and name = any (@names)
union all
select case when settled_at is null then 'waiting' else 'over' end, key, null, null, null
from   unnest(@names) as asked (name) cross join lateral (
           select settled_at, key from outbox where incident_id = @incident and key = asked.name
           offset 0) sent -- "offset 0": one key at a time, not all that the incident ever sent
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
(select case when kind = 'room-fell-back.v1' then 'fallback' when kind = 'room-lost.v1' then 'people' else 'opened' end,
        coalesce(content::json ->> 'people', '[]'), content::json ->> 'channelId', content::json ->> 'threadId', null
 from   fact
 where  incident_id = @incident and kind in ('room-fell-back.v1', 'room-opened.v1', 'room-lost.v1') and content is not null
   and  not (kind = 'room-fell-back.v1' and exists (select from placed where incident_id = @incident and name = 'room'))
 order  by seq desc
 limit  1);

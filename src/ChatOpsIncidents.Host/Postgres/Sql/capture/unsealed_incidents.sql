-- The incidents that have captured messages which no fact seals yet. The recursive skip reads one message an incident, however many
-- wait.
with recursive waiting as (
    (select incident_id from chat_message where sealed_seq is null order by incident_id limit 1)
    union all
    select (select incident_id
            from   chat_message
            where  sealed_seq is null and incident_id > waiting.incident_id
            order  by incident_id
            limit  1)
    from   waiting
    where  incident_id is not null
)
select id, workspace
from   waiting join incident on id = waiting.incident_id;

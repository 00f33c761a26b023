-- The incidents that have captured messages which no fact seals yet. The partial index holds only those.
select distinct chat_message.incident_id, incident.workspace
from   chat_message join incident on incident.id = chat_message.incident_id
where  chat_message.sealed_seq is null;

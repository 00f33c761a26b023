select kind, at, captured_at, person_id, person_name, platform, content, salt, digest, link
from   chat_message
where  incident_id = @id
order  by at, message_id, version;

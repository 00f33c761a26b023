-- Captured messages of an incident that may hold forgotten words.
select platform, workspace, channel_id, message_id, version, kind, content
from   chat_message
where  incident_id = @incident and content ~* @words;

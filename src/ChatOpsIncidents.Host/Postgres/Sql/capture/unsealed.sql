-- Digests of captured messages that no fact seals yet, in the order in which they were captured.
select array_agg(digest order by captured_at, at, message_id, version, kind)
from  (
    select digest, captured_at, at, message_id, version, kind
    from   chat_message
    where  incident_id = @incident and sealed_seq is null
    order  by captured_at, at, message_id, version, kind
    limit  @limit) waiting;

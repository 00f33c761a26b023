-- Digests of captured messages that no fact seals yet, in the order in which they were captured, and when the last of them was. The
-- inner order is the index's own, so that no more are read than are wanted.
select array_agg(digest order by captured_at, at, message_id, version, kind), max(captured_at)
from  (
    select digest, captured_at, at, message_id, version, kind
    from   chat_message
    where  incident_id = @incident and sealed_seq is null
    order  by captured_at
    limit  @limit) waiting;

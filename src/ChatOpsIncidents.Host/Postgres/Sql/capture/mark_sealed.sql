-- Marks the messages whose digests the incident's last seal lists; none of them was captured after @until. The list is taken apart
-- once, not once a message.
with seal as materialized (
    select seq, content::json -> 'digests' as digests
    from   fact
    where  incident_id = @incident and kind = 'messages-sealed.v1' and content is not null
    order  by seq desc
    limit  1
), sealed as materialized (
    select seq, digest
    from   seal cross join lateral json_array_elements_text(digests) as digest
)
update chat_message
set    sealed_seq = sealed.seq
from   sealed
where  chat_message.incident_id = @incident and chat_message.sealed_seq is null
  and  captured_at <= @until and chat_message.digest = sealed.digest;

-- Marks the messages whose digests the incident's last seal lists.
update chat_message
set    sealed_seq = seal.seq
from  (
    select seq, content::json as content
    from   fact
    where  incident_id = @incident and kind = 'messages-sealed.v1' and content is not null
    order  by seq desc
    limit  1) seal
where  chat_message.incident_id = @incident and chat_message.sealed_seq is null
  and  chat_message.digest in (select json_array_elements_text(seal.content -> 'digests'));

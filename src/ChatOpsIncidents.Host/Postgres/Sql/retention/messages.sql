-- Empties captured messages of incidents long over: words and salts go, digests stay, and the sealed chain still verifies.
update chat_message
set    content = null, salt = null
where  (platform, workspace, channel_id, message_id, version, kind) in (
    select platform, workspace, channel_id, message_id, version, kind
    from   chat_message join incident on incident.id = chat_message.incident_id
    where  chat_message.content is not null and chat_message.sealed_seq is not null
      and  chat_message.at < @before and not incident.is_running
    limit  @limit);

-- Empties captured messages of incidents long over: words and salts go, digests stay, and the sealed chain still verifies.
update chat_message
set    content = null, salt = null
where  (platform, workspace, channel_id, message_id, version, kind) in (
    select old.platform, old.workspace, old.channel_id, old.message_id, old.version, old.kind
    from   chat_message old join incident on incident.id = old.incident_id
    where  old.content is not null and old.sealed_seq is not null and old.at < @before and not incident.is_running
    limit  @limit);

-- Empties captured messages, as retention does: words and salt go, the digest stays, and the sealed chain still verifies.
update chat_message
set    content = null, salt = null
from   unnest(@platforms, @workspaces, @channels, @messages, @versions, @kinds)
       as gone (platform, workspace, channel_id, message_id, version, kind)
where  (chat_message.platform, chat_message.workspace, chat_message.channel_id, chat_message.message_id, chat_message.version,
        chat_message.kind) = (gone.platform, gone.workspace, gone.channel_id, gone.message_id, gone.version, gone.kind);

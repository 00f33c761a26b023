-- The messages of a channel that were captured lately and that nobody has deleted since. Reactions and pins are no messages.
select said.message_id, said.thread_id, said.person_id
from   chat_message said
where  said.platform = @platform and said.workspace = @workspace and said.channel_id = @channel
  and  said.version = '0' and said.kind in ('message', 'file') and said.at >= @since
  and  not exists (
           select from chat_message gone
           where  (gone.platform, gone.workspace, gone.channel_id, gone.message_id)
                = (said.platform, said.workspace, said.channel_id, said.message_id)
             and  gone.kind = 'message-deleted');

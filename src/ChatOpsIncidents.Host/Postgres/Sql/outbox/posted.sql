-- The effect that made a message what it is now: the last one that posted or edited it.
select outbox.effect
from   placed
       join outbox on outbox.incident_id = placed.incident_id
                  and (outbox.key = placed.name or outbox.replaces = 'edit:' || placed.name)
where  placed.channel_id = any (@channels) and placed.message_id = @message
  and  outbox.platform = @platform and outbox.workspace = @workspace and outbox.ending = 'done'
order  by outbox.id desc
limit  1;

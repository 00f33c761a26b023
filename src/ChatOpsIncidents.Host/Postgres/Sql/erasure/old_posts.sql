-- Messages of entries that stand on the platform, but whose effect is not kept any more.
select name
from   placed
where  incident_id = @incident and name = any (@keys) and message_id is not null
  and  not exists (select from outbox where outbox.incident_id = @incident and outbox.key = placed.name);

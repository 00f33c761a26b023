-- Of private incidents only that there was one: which person or room Slack refused is theirs to know.
select case when incident.is_private then 'A private incident' else incident.id end,
       coalesce(effect::json ->> 'effect', 'effect'), case when incident.is_private then '' else coalesce(why, '') end, settled_at
from   outbox join incident on incident.id = outbox.incident_id
where  ending = 'given_up' and settled_at >= @since
order  by settled_at desc
limit  50;

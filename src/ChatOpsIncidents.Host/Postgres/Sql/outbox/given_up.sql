-- What was given up, the latest first: for people to look at.
select outbox.id, outbox.incident_id, incident.is_private, outbox.effect::json ->> 'effect', outbox.platform, outbox.attempt,
       outbox.created_at, outbox.settled_at, coalesce(outbox.why, '')
from   outbox join incident on incident.id = outbox.incident_id
where  outbox.ending = 'given_up'
order  by outbox.settled_at desc
limit  @limit;

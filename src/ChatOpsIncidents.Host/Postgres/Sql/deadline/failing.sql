-- Deadlines that keep failing, for people to look at.
select deadline.incident_id, incident.is_private, deadline.name, deadline.due_at, deadline.failures, coalesce(deadline.why, '')
from   deadline join incident on incident.id = deadline.incident_id
where  deadline.failures > 0
order  by deadline.due_at
limit  @limit;

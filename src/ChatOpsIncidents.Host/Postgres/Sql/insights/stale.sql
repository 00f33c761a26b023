-- Incidents that are over, and have facts that their figures do not know; oldest first, so that nobody waits for ever.
select i.id
from   incident i left join figure f on f.incident_id = i.id
where  not i.is_running and (f.seq is null or f.seq < i.seq)
order  by i.number
limit  @limit;

-- Running incidents that have a ticket in the tracker which is not known to be closed.
select id
from   incident
where  is_running and not is_drill
       and exists (select 1 from fact where incident_id = incident.id and kind = 'ticket-opened.v1')
       and not exists (select 1 from fact where incident_id = incident.id and kind = 'ticket-ended.v1')
order  by number
limit  @limit;

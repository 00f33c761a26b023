-- Incidents that may hold changes back, private ones too: whoever deploys must know that there is a freeze, not whose.
select id, visible_to(incident, @by_platform, @by_workspace, @by_person)
from   incident
where  is_running and not is_drill
       and exists (select 1 from fact where fact.incident_id = incident.id and fact.kind like 'changes-frozen.%')
order  by is_private, number;

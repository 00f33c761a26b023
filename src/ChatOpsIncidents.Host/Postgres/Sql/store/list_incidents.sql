-- Newest first, for the read API and the pages; private incidents only for those who are in them.
select id, title, severity, phase, is_private, lead_name, services, declared_at,
       (select r.channel_id from room r where r.incident_id = incident.id limit 1) as room_id, channel_id,
       is_drill
from   incident
where  visible_to(incident, @by_platform, @by_workspace, @by_person) and (not @running or is_running) and number < @before
order  by number desc
limit  @limit;

-- As others, of incidents that run: what a declaration is compared with. It reads none that is over, however many there are.
select id, title, severity, phase, is_private, lead_name, services, declared_at,
       (select r.channel_id from room r where r.incident_id = incident.id limit 1) as room_id, channel_id,
       is_drill
from   incident
where  is_running
  and  platform = @by_platform and workspace = @by_workspace and visible_to(incident, @by_platform, @by_workspace, @by_person)
order  by number desc
limit  200;

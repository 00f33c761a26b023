-- What a day's digest of a workspace names: Minor incidents that are open, or were declared since the one before. Private ones never.
select id, title, severity, phase, is_private, lead_name, services, declared_at,
       (select r.channel_id from room r where r.incident_id = incident.id limit 1) as room_id, channel_id,
       is_drill
from   incident
where  workspace = @workspace and visible_to(incident, platform, @workspace, null)
  and  severity = 'Minor' and not is_drill and phase not in ('Cancelled', 'Merged')
  and  declared_at < @until and (is_running or declared_at >= @since)
order  by number desc
limit  200;

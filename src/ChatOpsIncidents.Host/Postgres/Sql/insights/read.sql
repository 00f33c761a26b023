-- Incidents that have figures and that this viewer may see, oldest first, with the version of the figures' row: what
-- was reckoned anew has another one.
select i.id, i.title, i.declared_at, f.xmin
from   incident i join figure f on f.incident_id = i.id
where  visible_to(i, @by_platform, @by_workspace, @by_person) and not i.is_drill
order  by i.declared_at;

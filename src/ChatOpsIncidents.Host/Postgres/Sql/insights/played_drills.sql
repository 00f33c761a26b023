-- Drills that were played to their end and that this viewer may see, oldest first.
select i.id, i.declared_at, f.content ->> 'Drill'
from   incident i join figure f on f.incident_id = i.id
where  i.is_drill and f.content ->> 'Drill' is not null and visible_to(i, @by_platform, @by_workspace, @by_person)
order  by i.declared_at;

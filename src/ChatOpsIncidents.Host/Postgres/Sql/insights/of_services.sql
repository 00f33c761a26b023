-- As read, of incidents that concerned one of these services. Those are found first: joined, a plan that was made while the table
-- was small would read all incidents for ever.
with seen as materialized (
    select incident_id, xmin as version from figure where content -> 'Services' ?| @services
)
select i.id, i.title, i.declared_at, seen.version
from   seen join incident i on i.id = seen.incident_id
where  visible_to(i, @by_platform, @by_workspace, @by_person) and not i.is_drill
order  by i.declared_at;

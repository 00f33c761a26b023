-- Whether one person may see one incident.
select visible_to(incident, @by_platform, @by_workspace, @by_person)
from   incident
where  id = @id;

-- One conversation by its id.
select id, kind, service_url, team_id, person_id, unreachable
from   conversation
where  platform = @platform and workspace = @workspace and id = @id;

-- The conversation that was heard from last.
select id, kind, service_url, team_id, person_id, unreachable
from   conversation
where  platform = @platform and workspace = @workspace
order  by seen_at desc
limit  1;

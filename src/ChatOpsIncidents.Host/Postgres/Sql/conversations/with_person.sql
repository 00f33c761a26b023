-- The chat with one person, the one that was heard from last where there are several.
select id, kind, service_url, team_id, person_id, unreachable
from   conversation
where  platform = @platform and workspace = @workspace and person_id = @person
order  by seen_at desc
limit  1;

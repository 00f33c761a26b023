-- Stored answers about an incident, and about several (lists), that may hold forgotten words.
select platform, workspace, id, outcome
from   request
where  (incident_id = @incident or incident_id is null) and outcome ~* @words;

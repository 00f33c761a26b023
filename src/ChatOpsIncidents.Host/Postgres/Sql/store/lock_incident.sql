select seq, head_hash, visible_to(incident, @by_platform, @by_workspace, @by_person)
from   incident
where  id = @id
for update;

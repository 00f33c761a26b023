select seq, head_hash, platform, workspace, is_private, people
from   incident
where  id = @id
for update;

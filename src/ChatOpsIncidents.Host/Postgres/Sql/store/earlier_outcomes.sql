-- What came of deliveries that were carried out before.
select n, request.outcome
from   unnest(@platforms, @workspaces, @ids) with ordinality as asked (platform, workspace, id, n)
join   request using (platform, workspace, id);

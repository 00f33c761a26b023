update request
set    outcome = clean.outcome
from   unnest(@platforms, @workspaces, @ids, @outcomes) as clean (platform, workspace, id, outcome)
where  (request.platform, request.workspace, request.id) = (clean.platform, clean.workspace, clean.id);

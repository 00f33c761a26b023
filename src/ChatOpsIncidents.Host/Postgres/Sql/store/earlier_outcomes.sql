-- What came of deliveries that were carried out before. Looked up one by one: joined, a plan that was made while the table was
-- small would read the whole of it for ever.
select n, known.outcome
from   unnest(@platforms, @workspaces, @ids) with ordinality as asked (platform, workspace, id, n)
cross  join lateral (
    select outcome
    from   request
    where  (request.platform, request.workspace, request.id) = (asked.platform, asked.workspace, asked.id)
    limit  1) known;

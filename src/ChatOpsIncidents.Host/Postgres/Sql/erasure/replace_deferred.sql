update inbox
set    request = clean.request
from   unnest(@ids, @requests) as clean (id, request)
where  inbox.id = clean.id;

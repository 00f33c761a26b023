update delivery
set    body = clean.body
from   unnest(@ids, @bodies) as clean (id, body)
where  delivery.id = clean.id;

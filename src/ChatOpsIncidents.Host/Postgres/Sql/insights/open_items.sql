-- Actions that are open and have an item, of incidents that are over.
select f.incident_id, (action ->> 'Number')::int, action ->> 'Link'
from   figure f cross join lateral jsonb_array_elements(f.content -> 'Actions') action
where  action ->> 'DoneAt' is null and action ->> 'Link' is not null
order  by f.incident_id, 2
limit  @limit;

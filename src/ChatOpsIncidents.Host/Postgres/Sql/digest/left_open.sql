-- What is left of incidents that are over and that everybody may see: gaps, until the incident is closed, and actions
-- that are overdue; the longest overdue first, gaps last.
with over as (
    select i.id, i.title, i.number, i.phase, f.content
    from   incident i join figure f on f.incident_id = i.id
    where  i.workspace = @workspace and visible_to(i, i.platform, @workspace, null) and not i.is_drill
)
select id, title, (action ->> 'Number')::int, action ->> 'Owner', (action ->> 'DueAt')::timestamptz as due_at, 0, number
from   over cross join lateral jsonb_array_elements(content -> 'Actions') action
where  action ->> 'DoneAt' is null and (action ->> 'DueAt')::timestamptz < @until
union all
select id, title, 0, '', 'infinity', (content ->> 'Gaps')::int, number
from   over
where  phase <> 'Closed' and (content ->> 'Gaps')::int > 0
order  by due_at, number
limit  200;

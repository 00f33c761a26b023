-- As read, of a workspace's incidents that everybody there may see.
select i.id, i.title, i.declared_at, f.xmin
from   incident i join figure f on f.incident_id = i.id
where  i.workspace = @workspace and visible_to(i, i.platform, @workspace, null) and not i.is_drill
order  by i.declared_at;

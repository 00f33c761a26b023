select platform, workspace, id, name, time_zone, is_outsider, is_bot, is_deactivated, seen_at
from   person
where  platform = @platform and workspace = @workspace and id = @id;

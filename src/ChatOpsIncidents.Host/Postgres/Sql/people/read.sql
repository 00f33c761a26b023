select platform, workspace, id, name, time_zone, is_outsider, is_bot, is_deactivated, seen_at
from   person
order  by seen_at desc
limit  @limit;

select incident_id, coalesce(effect::json ->> 'effect', 'effect'), coalesce(why, ''), settled_at
from   outbox
where  ending = 'given_up' and settled_at >= @since
order  by settled_at desc
limit  50;

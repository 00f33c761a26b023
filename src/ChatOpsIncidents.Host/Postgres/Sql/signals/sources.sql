-- What each source delivered lately, and how its last delivery ended.
select kind, source, max(received_at),
       count(*) filter (where received_at >= @since),
       count(*) filter (where received_at >= @since and ending = 'ignored'),
       count(*) filter (where received_at >= @since and ending = 'given_up'),
       count(*) filter (where settled_at is null),
       (array_agg(why order by id desc))[1]
from   delivery
group  by kind, source
order  by max(received_at) desc;

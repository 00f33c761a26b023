-- Requests that were taken and could not be decided yet, for people to look at; never what they say.
select id, platform, received_at, attempts, coalesce(why, '')
from   inbox
where  why is not null
order  by id
limit  @limit;

-- What stands last under each key: the post, or the latest edit of it that was not made needless.
select distinct on (posted.name) posted.name, outbox.id, outbox.effect
from   unnest(@keys) as posted (name)
join   outbox on outbox.incident_id = @incident
             and (outbox.key = posted.name or outbox.effect::json ->> 'effect' = 'edit' and outbox.effect::json ->> 'key' = posted.name)
where  coalesce(outbox.ending, '') not in ('replaced', 'given_up')
order  by posted.name, outbox.id desc;

-- What ran of a service, the newest first.
select version
from   known_change
where  kind = 'deploy' and status in ('succeeded', 'rolled_back') and id <> @id
       and lower(service) = lower(@service) and environment is not distinct from @environment
       and version is not null and coalesce(ended_at, at) <= @at
order  by coalesce(ended_at, at) desc
limit  50;

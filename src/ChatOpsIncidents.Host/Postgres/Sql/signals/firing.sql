-- On how many machines a rule fires, besides one of them.
select count(distinct instance)
from   alert
where  source = @source and rule = @rule and state = 'Firing' and service is not distinct from @service
       and instance is not null and instance <> @instance;

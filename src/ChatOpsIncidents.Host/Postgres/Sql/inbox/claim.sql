-- Takes the oldest request that may be decided now, for as long as until @until: should this host die, another takes it then.
update inbox
set    attempts = attempts + 1, not_before = @until
where  id = (
    select id from inbox where not_before <= @now order by id limit 1 for update skip locked)
returning id, request, attempts;

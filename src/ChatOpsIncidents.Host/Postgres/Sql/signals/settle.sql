-- Its body has done its work.
update delivery
set    settled_at = @now, ending = @ending, why = @why, body = null
where  id = @id and settled_at is null;

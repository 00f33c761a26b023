update delivery set not_before = @not_before, why = @why where id = @id and settled_at is null;

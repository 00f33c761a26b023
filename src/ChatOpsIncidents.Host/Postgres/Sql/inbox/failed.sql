update inbox set not_before = @not_before, why = @why where id = @id;

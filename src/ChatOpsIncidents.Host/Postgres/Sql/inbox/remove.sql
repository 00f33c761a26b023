delete from inbox where id = @id;

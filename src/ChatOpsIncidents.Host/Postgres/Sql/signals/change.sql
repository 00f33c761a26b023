select revision, status, at from known_change where id = @id;

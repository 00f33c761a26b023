delete from deadline where incident_id = @id and name = any (@names);

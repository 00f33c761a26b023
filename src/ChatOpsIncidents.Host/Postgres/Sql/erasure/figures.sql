-- They may hold words of actions; the job makes them anew from what is left.
delete from figure where incident_id = @id;

-- The notes without a name.
select kind, text from nameless_note where incident_id = @incident order by id;

-- Takes a note without a name out.
delete from nameless_note where incident_id = @incident and kind = @kind and text = @text;

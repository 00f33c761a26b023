-- What is known of these alerts.
select object, state, at, incident_id from alert where source = @source and object = any (@objects);

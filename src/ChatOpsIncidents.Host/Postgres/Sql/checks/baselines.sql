-- What was normal before an incident.
select check_name, onset, before, day_before, week_before, normal from check_baseline where incident_id = @incident;

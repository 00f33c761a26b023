-- When each check of an incident was read last.
select check_name, max(at) from check_sample where incident_id = @incident group by check_name;

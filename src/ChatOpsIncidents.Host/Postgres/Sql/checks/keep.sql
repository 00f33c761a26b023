-- What was read in one round.
insert into check_sample (incident_id, check_name, at, signal, value)
select @incident, name, @now, signal, value
from   unnest(@names, @signals, @values) as read (name, signal, value)
on     conflict do nothing;

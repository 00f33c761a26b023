-- Incidents that want to know what changes, and how far each has come.
select id, seq from incident where is_running and not is_drill order by number desc limit 100;

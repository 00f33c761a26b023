-- Incidents whose recovery is to be read.
select id from incident where is_running and not is_drill order by number desc limit 100;

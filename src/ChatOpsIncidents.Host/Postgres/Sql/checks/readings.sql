-- The newest readings of each check of an incident, the oldest of them first, and what was normal.
select read.check_name, read.at, read.signal, read.value, check_baseline.normal
from (
    select check_name, at, signal, value, row_number() over (partition by check_name order by at desc) as newest
    from   check_sample
    where  incident_id = @incident) read
left   join check_baseline on check_baseline.incident_id = @incident and check_baseline.check_name = read.check_name
where  read.newest <= @limit
order  by read.check_name, read.at;

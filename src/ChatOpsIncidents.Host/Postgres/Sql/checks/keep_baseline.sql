insert into check_baseline (incident_id, check_name, onset, before, day_before, week_before, normal)
values (@incident, @name, @onset, @before, @day, @week, @normal)
on conflict (incident_id, check_name) do update
set onset = excluded.onset, before = excluded.before, day_before = excluded.day_before, week_before = excluded.week_before,
    normal = excluded.normal;

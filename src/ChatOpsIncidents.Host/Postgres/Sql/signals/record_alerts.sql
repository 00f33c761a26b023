insert into alert (source, object, state, at, incident_id, service, rule, instance, grp)
select @source, * from unnest(@objects, @states, @ats, @incidents, @services, @rules, @instances, @groups)
on conflict (source, object) do update
set    state = excluded.state, at = excluded.at, incident_id = coalesce(excluded.incident_id, alert.incident_id),
       service = excluded.service, rule = excluded.rule, instance = excluded.instance, grp = excluded.grp;

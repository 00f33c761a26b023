insert into change_told (incident_id, change_id, revision) values (@incident, @change, @revision)
on conflict (incident_id, change_id) do update set revision = excluded.revision;

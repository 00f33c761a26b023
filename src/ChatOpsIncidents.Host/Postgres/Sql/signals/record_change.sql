insert into known_change (id, revision, source, kind, what, status, is_way_back, at, ended_at, seen_at, service, environment,
                          version, previous_version, actor, url)
values (@id, 1, @source, @kind, @what, @status, @way_back, @at, @ended, @seen, @service, @environment, @version,
        @previous, @actor, @url)
on conflict (id) do update
set    revision = known_change.revision + 1, what = excluded.what, status = excluded.status,
       is_way_back = excluded.is_way_back, at = least(known_change.at, excluded.at), ended_at = excluded.ended_at,
       seen_at = excluded.seen_at,
       service = coalesce(excluded.service, known_change.service), version = coalesce(excluded.version, known_change.version),
       previous_version = coalesce(excluded.previous_version, known_change.previous_version),
       actor = coalesce(excluded.actor, known_change.actor), url = coalesce(excluded.url, known_change.url);

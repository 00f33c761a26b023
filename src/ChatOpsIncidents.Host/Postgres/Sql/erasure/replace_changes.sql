update known_change
set    what = clean.what, service = clean.service, version = clean.version, previous_version = clean.previous_version,
       actor = clean.actor, url = clean.url
from   unnest(@ids, @whats, @services, @versions, @previous, @actors, @urls)
       as clean (id, what, service, version, previous_version, actor, url)
where  known_change.id = clean.id;

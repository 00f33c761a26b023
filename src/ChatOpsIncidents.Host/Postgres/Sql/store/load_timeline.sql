-- The facts with all that proves them.
select seq, kind, content, recorded_at, observed_at, actor_id, actor_name, source, link, before_gate, salt, content_digest, hash
from   fact
where  incident_id = @id
order  by seq;

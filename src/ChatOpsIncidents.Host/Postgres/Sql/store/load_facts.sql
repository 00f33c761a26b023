-- Facts from a number on, in order. An erased fact has no content any more: its kind is all that is left of it.
select seq, kind, content, recorded_at, observed_at, actor_id, actor_name, source, link, before_gate
from   fact
where  incident_id = @id and seq > @after
order  by seq;

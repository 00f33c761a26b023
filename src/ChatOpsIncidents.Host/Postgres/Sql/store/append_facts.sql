-- A duplicate key here means that the incident's row was not locked: a fault of ours, never a person's.
insert into fact (incident_id, seq, kind, content, salt, content_digest, hash, recorded_at, observed_at, actor_id, actor_name,
                  source, link, before_gate, request_id)
select *
from   unnest(@incidents, @seqs, @kinds, @contents, @salts, @digests, @hashes, @recorded, @observed, @actors, @names, @sources,
              @links, @gates, @requests);

-- What repeats later than this is new again; a service's history is kept for its ways back.
with old as (delete from delivery where settled_at < @deliveries returning 1)
delete from known_change where seen_at < @changes;

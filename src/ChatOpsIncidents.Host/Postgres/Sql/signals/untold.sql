-- What an incident was not told of yet: of its own services and what they need for the whole time before it, of others only about
-- then; a supplier's trouble for as long as it is open; and how that went on which it has heard of. A way back is told once it is done.
with heard as (
    select id from known_change where at >= @since
    union
    select id from known_change where kind = 'dependency' and status = 'started'
    union
    select change_id from change_told where incident_id = @incident
)
select c.id, c.revision, c.source, c.kind, c.what, c.status, c.at, c.service, c.version, c.previous_version, c.actor, c.url
from   heard join known_change c using (id)
       left join change_told t on t.incident_id = @incident and t.change_id = c.id
where  coalesce(t.revision, 0) < c.revision
       and not (c.is_way_back and c.status = 'started')
       and (t.revision is not null or c.service is null or cardinality(@services) = 0 or lower(c.service) = any (@services)
            or c.at >= @near)
order  by c.at desc
limit  @limit;

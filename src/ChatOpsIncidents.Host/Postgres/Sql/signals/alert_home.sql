-- The running incident to which an alert belongs: that which knows it, that of its service, that of its group. A private one takes
-- none: those outside must see that there is trouble.
select i.id
from   incident i
where  i.is_running and not i.is_drill and i.platform = @platform and i.workspace = @workspace
       and (i.id = @known
            or (not i.is_private
                and (lower(@service) in (select lower(s) from unnest(i.services) s)
                     or exists (
                         select from alert a
                         where  a.incident_id = i.id and a.source = @source
                                and (a.grp = @group or (@service is null and a.service is null and a.rule = @rule))))))
order  by i.id = @known desc nulls last, lower(@service) in (select lower(s) from unnest(i.services) s) desc nulls last, i.number
limit  1;

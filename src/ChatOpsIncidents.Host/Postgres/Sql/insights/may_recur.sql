-- Whether a week may have anything to tell: it was not told yet, and an incident of it has figures.
select exists (
           select from incident i join figure f on f.incident_id = i.id
           where  i.workspace = @workspace and visible_to(i, i.platform, @workspace, null) and not i.is_drill
                  and i.declared_at >= @since and i.declared_at < @until)
       and not exists (
           select from request
           where  platform = @platform and workspace = @workspace and id = @request and outcome is not null);

-- By way of which incident a day's digest goes in which none stands: the newest that everybody may see.
select id
from   incident
where  workspace = @workspace and visible_to(incident, platform, @workspace, null) and not is_drill
order  by number desc
limit  1;

-- Alerts of an incident that may hold forgotten words.
select source || '/' || object, service, rule, instance, grp
from   alert
where  incident_id = @incident and concat_ws(' ', service, rule, instance, grp) ~* @words
for    update;

update alert
set    service = clean.service, rule = clean.rule, instance = clean.instance, grp = clean.grp
from   unnest(@keys, @services, @rules, @instances, @groups) as clean (key, service, rule, instance, grp)
where  alert.source || '/' || alert.object = clean.key;

delete from deadline
using  unnest(@incidents, @names) as gone (incident_id, name)
where  deadline.incident_id = gone.incident_id and deadline.name = gone.name;

-- The longest overdue deadline of each incident, up to @limit, the longest overdue first; of @incident alone where it is not null.
-- It takes nothing: each becomes a command whose request id is the deadline's own, and the transaction that stores that command's
-- facts removes the row. A host that dies in between loses nothing, and two hosts that sweep at once change nothing twice. One
-- that failed lately waits, so that it does not hold up the others. @now comes from the host's clock, so that tests can turn it.
select due.incident_id, incident.workspace, due.name, due.due_at, due.failures
from  (
    select distinct on (incident_id) incident_id, name, due_at, failures
    from   deadline
    where  due_at <= @now and not_before <= @now and (@incident::text is null or incident_id = @incident)
    order  by incident_id, due_at, name) due
join   incident on incident.id = due.incident_id
order  by due.due_at
limit  @limit;

-- Names up to @limit due deadlines, the longest overdue first. It takes nothing: each becomes a command whose request id is the
-- deadline's own, and the transaction that stores that command's facts removes the row. A host that dies in between loses
-- nothing, and two hosts that sweep at once change nothing twice. One that failed lately waits, so that it does not hold up the
-- others. @now comes from the host's clock, so that tests can turn it.
select deadline.incident_id, incident.workspace, deadline.name, deadline.due_at, deadline.failures
from   deadline join incident on incident.id = deadline.incident_id
where  deadline.due_at <= @now and deadline.not_before <= @now
order  by deadline.due_at
limit  @limit;

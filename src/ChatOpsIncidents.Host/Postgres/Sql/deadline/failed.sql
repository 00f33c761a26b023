-- Keeps a deadline back that led to nothing: its command failed, or left the row where it was. One that was moved meanwhile is
-- another deadline. No row back: it is gone, as it should be.
update deadline
set    failures = failures + 1, not_before = @not_before, why = @why
where  incident_id = @incident and name = @name and due_at = @due and failures = @failures
returning 1;

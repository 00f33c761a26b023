update incident
set    seq = @seq, head_hash = @head, title = @title, severity = @severity, phase = @phase, is_running = @running,
       is_private = @private, lead_id = @lead_id, lead_name = @lead_name, services = @services, people = @people, changed_at = @now
where  id = @id;

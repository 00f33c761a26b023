-- Removes kept copies of incidents long over, as their captured messages are emptied; their digests stay in the facts.
delete from evidence_file
where  (incident_id, entry, file_id) in (
    select file.incident_id, file.entry, file.file_id
    from   evidence_file file join incident on incident.id = file.incident_id
    where  file.kept_at < @before and not incident.is_running
    limit  @limit);

-- Removes the copies that belong to entries whose words are erased.
delete from evidence_file where incident_id = @id and entry = any (@seqs);

select entry, file_id, name from evidence_file where incident_id = @incident and name ~* @words;

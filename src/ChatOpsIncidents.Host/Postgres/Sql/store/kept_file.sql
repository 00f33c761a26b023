-- A kept copy by its digest.
select name, media_type, bytes from evidence_file where incident_id = @incident and sha256 = @sha256 limit 1;

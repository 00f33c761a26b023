update evidence_file
set    name = clean.name
from   unnest(@entries, @files, @names) as clean (entry, file_id, name)
where  evidence_file.incident_id = @incident and (evidence_file.entry, evidence_file.file_id) = (clean.entry, clean.file_id);

-- Keeps a copy of a file of an entry; the copy that stands is left as it is. Of an entry whose words were erased none is kept.
insert into evidence_file (incident_id, entry, file_id, name, media_type, sha256, bytes, kept_at)
select @incident, @entry, @file, @name, @media_type, @sha256, @bytes, @now
where  not exists (select from fact where incident_id = @incident and seq = @entry and content is null)
on conflict (incident_id, entry, file_id) do nothing;

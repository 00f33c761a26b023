-- Keeps a copy of a file of an entry; the copy that stands is left as it is.
insert into evidence_file (incident_id, entry, file_id, name, media_type, sha256, bytes, kept_at)
values (@incident, @entry, @file, @name, @media_type, @sha256, @bytes, @now)
on conflict (incident_id, entry, file_id) do nothing;

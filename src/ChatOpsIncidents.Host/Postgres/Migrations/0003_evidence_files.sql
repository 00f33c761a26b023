-- Copies of files that are evidence. Their digests stand in facts; the bytes may be erased.
create table evidence_file (
    incident_id text        not null references incident (id),
    entry       bigint      not null,   -- the fact that made it evidence
    file_id     text        not null,   -- the platform's id
    name        text        not null,
    media_type  text        not null,
    sha256      text        not null,
    bytes       bytea       not null,
    kept_at     timestamptz not null,
    primary key (incident_id, entry, file_id)
);
create index evidence_file_by_digest on evidence_file (incident_id, sha256);

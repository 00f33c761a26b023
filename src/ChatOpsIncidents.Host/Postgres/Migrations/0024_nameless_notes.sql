-- Notes for reviews without a name: no person, no time, and a key that chance makes.
create table nameless_note (
    id          uuid primary key default gen_random_uuid(),
    incident_id text not null references incident (id),
    kind        text not null,
    text        text not null
);
create index nameless_note_of_incident on nameless_note (incident_id);

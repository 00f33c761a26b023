-- Who is writing which section of a review just now. It may be lost: people go on writing, and say so again.
create unlogged table review_writing (
    incident text not null references incident (id) on delete cascade,
    section text not null,
    person text not null,
    name text not null,
    at timestamptz not null,
    primary key (incident, section, person)
);

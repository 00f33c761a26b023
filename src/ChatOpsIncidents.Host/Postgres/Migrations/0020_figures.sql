-- What is compared between incidents, reckoned from their facts by a job. A row may be deleted at any time; it is made anew.
create table figure (
    incident_id text primary key references incident (id),
    seq         bigint not null,
    content     jsonb not null
);

-- What monitoring showed of the recovery checks of running incidents: for the picture, and for the proof that nobody looked away.
create table check_sample (
    incident_id text             not null references incident (id),
    check_name  text             not null,
    at          timestamptz      not null,
    signal      text             not null,
    value       double precision,            -- null: it is no number, or there was none
    primary key (incident_id, check_name, at)
);
create index check_sample_by_age on check_sample (at);

-- What was normal before an incident's symptoms began.
create table check_baseline (
    incident_id text             not null references incident (id),
    check_name  text             not null,
    onset       timestamptz      not null,   -- another onset is measured anew
    before      double precision,            -- just before it
    day_before  double precision,
    week_before double precision,
    normal      double precision not null,   -- what is compared with
    primary key (incident_id, check_name)
);

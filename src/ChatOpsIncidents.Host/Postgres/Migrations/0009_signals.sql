-- What outside systems deliver: stored before it is acknowledged, read later. Of what is nothing to us only the row is kept.
create table delivery (
    id          bigint generated always as identity primary key,
    kind        text        not null,
    source      text        not null,
    delivery_id text        not null,   -- the sender's, else the body's SHA-256
    headers     text        not null,
    body        bytea,
    received_at timestamptz not null,
    attempts    int         not null default 0,
    not_before  timestamptz not null default '-infinity',
    settled_at  timestamptz,
    ending      text check (ending in ('done', 'ignored', 'given_up')),
    why         text,
    unique (kind, source, delivery_id)
);
create index delivery_waiting on delivery (id) where settled_at is null;
create index delivery_settled on delivery (settled_at) where settled_at is not null;

-- Changes in the world, incident or not: the history by which a repetition and a way back are told from a deploy.
create table known_change (
    id               text        primary key,
    revision         int         not null,
    source           text        not null,
    kind             text        not null,
    what             text        not null,
    status           text        not null,
    is_way_back      boolean     not null,
    at               timestamptz not null,   -- when it began, as far as known
    ended_at         timestamptz,
    seen_at          timestamptz not null,   -- when we heard of it last
    service          text,
    environment      text,
    version          text,
    previous_version text,
    actor            text,
    url              text
);
create index known_change_by_time on known_change (at);
create index known_change_by_age on known_change (seen_at);
create index known_change_open on known_change (id) where kind = 'dependency' and status = 'started';
create index known_change_of_service on known_change (service, at desc) where kind = 'deploy';

-- Which incident was told of which change, up to which of its states.
create table change_told (
    incident_id text not null references incident (id),
    change_id   text not null references known_change (id) on delete cascade,
    revision    int  not null,
    primary key (incident_id, change_id)
);

-- Alerts as monitoring told them last, and the incident that knows of each.
create table alert (
    source      text        not null,
    object      text        not null,
    state       text        not null,
    at          timestamptz not null,
    incident_id text references incident (id),
    service     text,
    rule        text,
    instance    text,
    grp         text,
    primary key (source, object)
);
create index alert_of_incident on alert (incident_id) where incident_id is not null;
create index alert_firing on alert (source, rule) where state = 'Firing';

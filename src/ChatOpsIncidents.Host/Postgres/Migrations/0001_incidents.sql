-- Incident streams, requests, deadlines, the outbox and captured messages. Forward only; expand before contract.

create table counter (
    name  text primary key,
    value bigint not null
);
insert into counter (name, value) values ('incident', 0);

-- One row an incident: its lock, its head, and what lists need. Everything else is the fold of its facts.
create table incident (
    id           text primary key,
    number       bigint not null unique,
    platform     text not null,
    workspace    text not null,
    seq          bigint not null,
    head_hash    text not null,
    title        text not null,
    severity     text not null,
    phase        text not null,
    is_running   boolean not null,
    is_private   boolean not null,
    lead_id      text,
    lead_name    text,
    services     text[] not null,
    people       text[] not null,
    declared_at  timestamptz not null,
    channel_id   text,
    changed_at   timestamptz not null
);
create index incident_of_workspace on incident (platform, workspace, number desc);

-- The facts, exactly as hashed. Appended, never changed; an erasure empties content and salt and leaves the digest.
create table fact (
    incident_id    text not null references incident (id),
    seq            bigint not null,
    kind           text not null,
    content        text,
    salt           bytea,
    content_digest text not null,
    hash           text not null,
    recorded_at    timestamptz not null,
    observed_at    timestamptz not null,
    actor_id       text not null,
    actor_name     text not null,
    source         text not null,
    link           text,
    before_gate    boolean not null,
    request_id     text not null,
    primary key (incident_id, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.content is null and new.salt is null
       and (new.incident_id, new.seq, new.kind, new.content_digest, new.hash, new.recorded_at)
         = (old.incident_id, old.seq, old.kind, old.content_digest, old.hash, old.recorded_at) then
        return new;
    end if;
    raise exception 'facts are never changed or deleted';
end $$;
create trigger fact_is_final before update or delete on fact for each row execute function refuse_change();

-- What was asked, and what came of it: the same delivery twice has one effect.
create table request (
    platform    text not null,
    workspace   text not null,
    id          text not null,
    incident_id text,
    received_at timestamptz not null,
    outcome     text,
    primary key (platform, workspace, id)
);
create index request_by_age on request (received_at);

-- Requests that could not be decided within their time: stored before they were acknowledged, decided later.
create table inbox (
    id          bigint generated always as identity primary key,
    platform    text not null,
    workspace   text not null,
    request_id  text not null,
    request     text not null,
    received_at timestamptz not null,
    attempts    int not null default 0,
    not_before  timestamptz not null default '-infinity',
    why         text,
    unique (platform, workspace, request_id)
);

create table deadline (
    incident_id text not null references incident (id),
    name        text not null,
    due_at      timestamptz not null,
    failures    int not null default 0,
    not_before  timestamptz not null default '-infinity',
    why         text,
    primary key (incident_id, name)
);
create index deadline_by_due on deadline (due_at);

-- Effects on their way out, in order per order_key. A settled row is kept for a while, to show what was given up.
create table outbox (
    id          bigint generated always as identity primary key,
    incident_id text not null references incident (id),
    platform    text not null,
    workspace   text not null,
    order_key   text not null,
    lane        smallint not null,
    replaces    text,
    key         text,
    effect      text not null,
    created_at  timestamptz not null,
    attempt     int not null default 0,
    failures    int not null default 0,
    unclear     boolean not null default false,
    not_before  timestamptz not null,
    pause_key   text,
    leased_until timestamptz,
    settled_at  timestamptz,
    ending      text check (ending in ('done', 'given_up', 'replaced')),
    why         text
);
create index outbox_waiting on outbox (order_key, id) where settled_at is null;
create index outbox_replaced on outbox (order_key, replaces) where settled_at is null and replaces is not null;
create index outbox_keyed on outbox (incident_id, key) where key is not null;
create index outbox_settled on outbox (settled_at) where settled_at is not null;

-- Limits that hold for more than one destination, such as a method of a workspace that answered 429.
create table outbox_pause (
    key   text primary key,
    until timestamptz not null
);

-- Where things stand on the platform: name is 'room', or the key of a posted message.
create table placed (
    incident_id text not null references incident (id),
    name        text not null,
    channel_id  text not null,
    thread_id   text,
    message_id  text,
    link        text,
    primary key (incident_id, name)
);

-- Which channel (and thread) belongs to which incident.
create table room (
    platform    text not null,
    workspace   text not null,
    channel_id  text not null,
    thread_id   text not null default '',
    incident_id text not null references incident (id),
    primary key (platform, workspace, channel_id, thread_id)
);
create index room_of_incident on room (incident_id);

create table person (
    platform    text not null,
    workspace   text not null,
    id          text not null,
    name        text not null,
    time_zone   text,
    is_outsider boolean not null,
    is_bot      boolean not null,
    seen_at     timestamptz not null,
    primary key (platform, workspace, id)
);

-- Captured chat, a stream of its own: inserted in batches, without a lock and without a decision.
create table chat_message (
    platform    text not null,
    workspace   text not null,
    channel_id  text not null,
    message_id  text not null,
    version     text not null,
    kind        text not null,
    incident_id text not null references incident (id),
    thread_id   text,
    person_id   text not null,
    person_name text not null,
    at          timestamptz not null,
    captured_at timestamptz not null,
    content     text,
    salt        bytea,
    digest      text not null,
    link        text,
    sealed_seq  bigint,
    primary key (platform, workspace, channel_id, message_id, version, kind)
);
create index chat_message_of_incident on chat_message (incident_id, at);
create index chat_message_unsealed on chat_message (incident_id) where sealed_seq is null;

-- How far a room's messages were read, for catching up after downtime.
create table capture_mark (
    platform   text not null,
    workspace  text not null,
    channel_id text not null,
    message_id text not null,
    primary key (platform, workspace, channel_id)
);

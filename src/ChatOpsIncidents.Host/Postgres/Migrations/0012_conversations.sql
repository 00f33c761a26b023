-- Where people and rooms of a platform are reached that has to be remembered: its addresses come with deliveries only.
create table conversation (
    platform    text not null,
    workspace   text not null,
    id          text not null,
    kind        text not null,
    service_url text not null,
    team_id     text,
    person_id   text,
    unreachable text,
    seen_at     timestamptz not null,
    primary key (platform, workspace, id)
);
create index conversation_with on conversation (platform, workspace, person_id) where person_id is not null;

-- How messages name a person whom we know by another id.
create table correspondent (
    platform        text not null,
    workspace       text not null,
    person_id       text not null,
    address         text not null,
    conversation_id text not null,
    seen_at         timestamptz not null,
    primary key (platform, workspace, person_id)
);
create index correspondent_named on correspondent (platform, workspace, address);

-- A message of ours, by where it stands.
create index placed_message on placed (message_id);

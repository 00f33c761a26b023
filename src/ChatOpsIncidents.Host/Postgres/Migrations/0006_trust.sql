-- Who may see an incident: the one rule, for everything that reads rows of incident. Without a platform all of them, without a
-- person none that is private.
create function visible_to(one incident, by_platform text, by_workspace text, by_person text) returns boolean
language sql immutable parallel safe as $$
    select (by_platform is null or (one.platform = by_platform and one.workspace = by_workspace))
       and (not one.is_private or coalesce(by_person = any (one.people), false))
$$;

-- Whoever left may do nothing any more, and is not forgotten: their name stands in facts.
alter table person add column is_deactivated boolean not null default false;

-- The keys that protect cookies and forms, the same for every host.
create table protection_key (
    name       text primary key,
    content    text not null,
    created_at timestamptz not null default now()
);

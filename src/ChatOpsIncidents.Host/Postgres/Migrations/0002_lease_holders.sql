-- Who holds a lease: the number of a host's presence, an advisory lock that PostgreSQL frees by itself when the host is gone. It
-- counts only for the attempt that stands beside it: a host of the release before does not know the two columns, and leases
-- over them. Expand only; such a host's leases lapse as before.
create sequence host_presence as integer cycle;

alter table outbox
    add column leased_by         integer,
    add column leased_by_attempt integer;

-- Practice stands in lists, marked, and counts nowhere: no freeze, no figures.
alter table incident add column is_drill boolean not null default false;

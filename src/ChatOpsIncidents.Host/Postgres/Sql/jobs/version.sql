-- The version of the scheduler's own tables. Expected where there are none yet: 42P01.
select max(version) from hangfire.schema;

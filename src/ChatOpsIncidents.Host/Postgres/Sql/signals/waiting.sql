select count(*) from delivery where settled_at is null;

-- What was asked and what came of it, in the transaction that did it. A duplicate key here means that the same delivery was carried
-- out at the same time by somebody else: then nothing of this transaction is stored.
insert into request (platform, workspace, id, incident_id, received_at, outcome)
select * from unnest(@platforms, @workspaces, @ids, @incidents, @received, @outcomes);

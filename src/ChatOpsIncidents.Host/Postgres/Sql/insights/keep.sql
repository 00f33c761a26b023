-- Only of the facts that stand now: what was redacted meanwhile must not come back by figures that were reckoned before.
insert into figure (incident_id, seq, content)
select i.id, i.seq, @content from incident i where i.id = @id and i.seq = @seq for share
on conflict (incident_id) do update set seq = excluded.seq, content = excluded.content;

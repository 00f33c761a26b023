-- Keeps how messages name a person, and where that person was met last.
insert into correspondent (platform, workspace, person_id, address, conversation_id, seen_at)
values (@platform, @workspace, @person, @address, @conversation, @now)
on conflict (platform, workspace, person_id) do update
set    address = excluded.address, conversation_id = excluded.conversation_id, seen_at = excluded.seen_at;

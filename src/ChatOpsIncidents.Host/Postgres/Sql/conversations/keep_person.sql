-- Keeps how messages name a person, and where that person was met. What says nothing new leaves no time behind: the place is
-- another one only where the former is out of reach.
insert into correspondent (platform, workspace, person_id, address, conversation_id, seen_at)
values (@platform, @workspace, @person, @address, @conversation, @now)
on conflict (platform, workspace, person_id) do update
set    address = excluded.address, conversation_id = excluded.conversation_id, seen_at = excluded.seen_at
where  correspondent.address <> excluded.address
       or exists (
           select from conversation met
           where  met.platform = correspondent.platform and met.workspace = correspondent.workspace
                  and met.id = correspondent.conversation_id and met.unreachable is not null);

-- Keeps a conversation as the last delivery described it. What the delivery does not say stays, and what says nothing new
-- leaves no time behind: when somebody was here last is nobody's to know. A room stays one: to a delivery it is a channel.
insert into conversation (platform, workspace, id, kind, service_url, team_id, person_id, unreachable, seen_at)
values (@platform, @workspace, @id, @kind, @url, @team, @person, @unreachable, @now)
on conflict (platform, workspace, id) do update
set    kind = case conversation.kind when 'Room' then 'Room' else excluded.kind end, service_url = excluded.service_url,
       team_id = coalesce(excluded.team_id, conversation.team_id),
       person_id = coalesce(excluded.person_id, conversation.person_id), unreachable = excluded.unreachable,
       seen_at = excluded.seen_at
where  (conversation.kind, conversation.service_url, conversation.unreachable) is distinct from
           (case conversation.kind when 'Room' then 'Room' else excluded.kind end, excluded.service_url, excluded.unreachable)
       or conversation.team_id is distinct from coalesce(excluded.team_id, conversation.team_id)
       or conversation.person_id is distinct from coalesce(excluded.person_id, conversation.person_id);

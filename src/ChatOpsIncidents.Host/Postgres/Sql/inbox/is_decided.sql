-- Whether a request of the inbox was decided: its outcome stands.
select exists (
    select from inbox join request using (platform, workspace)
    where  inbox.id = @id and request.id = inbox.request_id and request.outcome is not null);

-- Settles an effect that was carried out, if the attempt still holds it, and remembers where it stands. A room also becomes the
-- incident's room, so that what is said there is found.
with settled as (
    update outbox
    set    settled_at = @now, leased_until = null, ending = 'done', why = @why
    where  id = @id and attempt = @attempt and settled_at is null
    returning incident_id, platform, workspace, key
), stands as (
    insert into placed (incident_id, name, channel_id, thread_id, message_id, link)
    select incident_id, key, @channel, @thread, @message, @link
    from   settled
    where  key is not null and @channel::text is not null
    on conflict (incident_id, name) do update
    set    channel_id = excluded.channel_id, thread_id = excluded.thread_id, message_id = excluded.message_id, link = excluded.link
), opened as (
    insert into room (platform, workspace, channel_id, incident_id)
    select platform, workspace, @channel, incident_id
    from   settled
    where  key = 'room' and @channel::text is not null
    on conflict (platform, workspace, channel_id, thread_id) do update set incident_id = excluded.incident_id
)
select count(*) from settled;

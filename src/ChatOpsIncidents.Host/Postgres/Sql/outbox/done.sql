-- Settles an effect that was carried out, if the attempt still holds it, and remembers where it stands.
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
)
select count(*) from settled;

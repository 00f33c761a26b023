-- Settles effects that were carried out, each if its attempt still holds it, and remembers where they stand. An edit that had to post
-- its message anew says where that stands now. (Why coalesce: see lease.sql.)
with given as (
    select * from unnest(@ids, @attempts, @channels, @threads, @messages, @links)
        as ended (id, attempt, channel, thread, message, link)
), settled as (
    update outbox
    set    settled_at = @now, leased_until = null, ending = 'done', why = null
    from   given
    where  outbox.id = given.id and outbox.attempt = given.attempt and coalesce(settled_at, 'infinity') = 'infinity'
    returning outbox.id, incident_id, platform, workspace, channel, thread, message, link,
              coalesce(key, case when replaces like 'edit:%' then substr(replaces, 6) end) as key
), stands as (
    insert into placed (incident_id, name, channel_id, thread_id, message_id, link)
    select distinct on (incident_id, key) incident_id, key, channel, thread, message, link
    from   settled
    where  key is not null and channel is not null
    order  by incident_id, key, id desc
    on conflict (incident_id, name) do update
    set    channel_id = excluded.channel_id, thread_id = excluded.thread_id, message_id = excluded.message_id,
           link = coalesce(excluded.link, placed.link)
)
select id from settled;

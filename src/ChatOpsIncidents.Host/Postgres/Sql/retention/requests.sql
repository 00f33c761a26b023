-- Removes outcomes of deliveries that no platform repeats any more, a bounded number at a time; never of one that still waits.
delete from request
where  (platform, workspace, id) in (
    select platform, workspace, id
    from   request
    where  received_at < @before
      and  not exists (
           select from inbox
           where  inbox.platform = request.platform and inbox.workspace = request.workspace and inbox.request_id = request.id)
    order  by received_at
    limit  @limit);

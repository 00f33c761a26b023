-- A host starts: perhaps nobody listened until now. In the order in which other statements lock marks, too.
update capture_mark
set    complete = false, asked_at = null
where  (platform, workspace, channel_id) in (
           select platform, workspace, channel_id
           from   capture_mark
           where  complete or asked_at is not null
           order  by platform, workspace, channel_id
           for    no key update);

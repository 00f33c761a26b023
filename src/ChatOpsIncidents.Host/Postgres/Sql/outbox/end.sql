-- Settles effects that will not be carried out, each if its attempt still holds it. @endings: given_up, or replaced where one is
-- needless. (Why coalesce: see lease.sql.)
update outbox
set    settled_at = @now, leased_until = null, ending = ended.ending, why = ended.why
from   unnest(@ids, @attempts, @endings, @whys) as ended (id, attempt, ending, why)
where  outbox.id = ended.id and outbox.attempt = ended.attempt and coalesce(settled_at, 'infinity') = 'infinity'
returning outbox.id;

-- Copies of files that wait to be fetched for erased entries are not fetched any more.
update outbox
set    settled_at = @now, ending = 'replaced', why = 'Its entry was redacted.'
where  incident_id = @incident and settled_at is null and attempt = 0
  and  effect::json ->> 'effect' = 'keep-file' and (effect::json ->> 'entry')::bigint = any (@seqs);

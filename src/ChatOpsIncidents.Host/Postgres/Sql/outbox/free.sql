-- Frees leases whose host is gone, each only as long as the same attempt holds it. Whether that attempt was carried out is open.
update outbox
set    leased_until = null, leased_by = null, unclear = true
from   unnest(@ids, @attempts) as forsaken (id, attempt)
where  outbox.id = forsaken.id and outbox.attempt = forsaken.attempt and outbox.leased_by_attempt = forsaken.attempt
  and  settled_at is null and leased_until is not null;

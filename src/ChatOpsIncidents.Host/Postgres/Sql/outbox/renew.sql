-- Keeps a lease up while its attempt is on its way. No row back: another has the effect, or it is settled. (Why
-- coalesce: see lease.sql.)
update outbox
set    leased_until = @until
where  id = @id and attempt = @attempt and coalesce(settled_at, 'infinity') = 'infinity' and leased_until is not null
returning 1;

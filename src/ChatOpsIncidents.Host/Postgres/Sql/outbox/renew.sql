-- Keeps a lease up while its attempt is on its way. No row back: another has the effect, or it is settled.
update outbox
set    leased_until = @until
where  id = @id and attempt = @attempt and settled_at is null and leased_until is not null
returning 1;

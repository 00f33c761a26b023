-- Settles an effect that will not be carried out, if the attempt still holds it. @ending: given_up, or replaced where it is needless.
with settled as (
    update outbox
    set    settled_at = @now, leased_until = null, ending = @ending, why = @why
    where  id = @id and attempt = @attempt and settled_at is null
    returning id
)
select count(*) from settled;

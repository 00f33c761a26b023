-- The request as which a press of a button runs: that of a like press a moment ago, on whichever host it came in, else its own.
-- Stands among the requests in a space of its own, with the request's id as its outcome, and goes with them in time. The row's lock
-- makes one of two presses at the same instant the first.
insert into request (platform, workspace, id, received_at, outcome)
values ('press', @workspace, @press, @now, @request)
on conflict (platform, workspace, id) do update
set    outcome = case when request.received_at > @since then request.outcome else excluded.outcome end,
       received_at = case when request.received_at > @since then request.received_at else excluded.received_at end
returning outcome;

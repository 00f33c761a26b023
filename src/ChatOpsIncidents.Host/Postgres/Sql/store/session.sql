-- Once a session. A statement's plan is kept, and one that was made while a table was small reads all of it, row by row, until the
-- server next counts its rows: minutes in which ten thousand effects may have come. So plans are made as if tables were large. The
-- cost by which that is done would have a server compile its plans, which takes longer than running them.
select set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false);

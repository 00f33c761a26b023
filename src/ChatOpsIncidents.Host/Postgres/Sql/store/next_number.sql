-- Locks the counter: declarations are rare, and the check for a like one needs them one at a time. The number is taken when the
-- incident is stored, so that a refused declaration leaves no gap.
select value + 1 from counter where name = 'incident' for update;

-- Writes all notes without a name anew, in an order that chance makes and into a file of their own: neither the newest one's
-- transaction nor what was left behind in the old file says when which came.
create function shuffle_notes() returns void language plpgsql as $$
declare
    notes nameless_note[];
begin
    lock table nameless_note in access exclusive mode;
    select array_agg(one order by random()) into notes from nameless_note one;
    truncate nameless_note;
    insert into nameless_note (incident_id, kind, text)
    select incident_id, kind, text from unnest(notes);
end $$;

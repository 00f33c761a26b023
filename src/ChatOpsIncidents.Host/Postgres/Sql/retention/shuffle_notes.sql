-- Writes all notes without a name anew, where there are any or were.
select shuffle_notes() where pg_relation_size('nameless_note') > 0;

-- Keeps a note without a name, and writes the others of its incident anew with it, in an order that chance makes.
with others as (delete from nameless_note where incident_id = @incident returning kind, text),
     all_of_them as (select kind, text from others union select @kind, @text)
insert into nameless_note (incident_id, kind, text)
select @incident, kind, text from all_of_them order by random();

-- Says that somebody writes a section; who has not said so lately is no longer writing.
with past as (delete from review_writing where at < @past)
insert into review_writing (incident, section, person, name, at)
values (@incident, @section, @person, @name, @now)
on conflict (incident, section, person) do update set at = excluded.at, name = excluded.name;

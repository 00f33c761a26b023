-- Where an incident's room is, is asked for at each effect: found at once, however many facts there are.
create index fact_of_room on fact (incident_id, seq) where kind in ('room-fell-back.v1', 'room-opened.v1', 'room-lost.v1');

-- What waits for its seal is read in the order of its capture, so many at a time: not all of it sorted for each part.
drop index chat_message_unsealed;
create index chat_message_unsealed on chat_message (incident_id, captured_at) where sealed_seq is null;

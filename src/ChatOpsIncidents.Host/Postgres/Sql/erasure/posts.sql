-- Effects of an incident that may hold forgotten words: @words is a pattern of the words, which are letters and digits alone.
select id, effect, attempt > 0
from   outbox
where  incident_id = @incident and effect ~* @words
order  by id;

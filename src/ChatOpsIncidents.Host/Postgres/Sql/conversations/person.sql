-- How messages name a person.
select person_id, address, conversation_id
from   correspondent
where  platform = @platform and workspace = @workspace and person_id = @person;

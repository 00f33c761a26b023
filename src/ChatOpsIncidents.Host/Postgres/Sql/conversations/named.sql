-- Whom messages name so.
select person_id, address, conversation_id
from   correspondent
where  platform = @platform and workspace = @workspace and address = @address
order  by seen_at desc
limit  1;

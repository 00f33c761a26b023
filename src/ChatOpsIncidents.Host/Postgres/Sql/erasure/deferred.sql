-- Requests that wait to be decided and may hold forgotten words. One that is being decided now is locked until it is through.
select id, request from inbox where request ~* @words for update;

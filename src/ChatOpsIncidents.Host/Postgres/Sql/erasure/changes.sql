-- Changes in the world that may hold forgotten words: what was told of one incident would be told of the next.
select id, what, service, version, previous_version, actor, url
from   known_change
where  concat_ws(' ', what, service, version, previous_version, actor, url) ~* @words
for    update;

-- Forgets what stood in a room that is lost: what belongs to it stands anew elsewhere.
delete from placed
using  unnest(@incidents, @channels) as lost (incident_id, channel_id)
where  placed.incident_id = lost.incident_id and placed.channel_id = lost.channel_id;

update request set incident_id = @incident, outcome = @outcome
where  platform = @platform and workspace = @workspace and id = @id;

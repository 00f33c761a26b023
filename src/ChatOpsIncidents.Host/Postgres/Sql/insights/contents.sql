-- Figures with the version of their row.
select incident_id, xmin, content from figure where incident_id = any(@ids);

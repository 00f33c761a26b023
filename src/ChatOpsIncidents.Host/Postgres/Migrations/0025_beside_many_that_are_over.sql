-- A declaration is compared with the incidents that run, and told what was seen before of its services: both are found at once,
-- however many incidents are over. Figures are written by a job, which may as well keep the index itself up to date.
create index incident_running on incident (platform, workspace, number desc) where is_running;
create index figure_of_service on figure using gin ((content -> 'Services')) with (fastupdate = off);

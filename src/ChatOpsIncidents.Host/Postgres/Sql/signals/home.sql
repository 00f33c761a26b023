-- The workspace in which incidents were declared last, where nothing else says where alerts declare theirs.
select platform, workspace from incident where platform <> 'web' order by number desc limit 1;

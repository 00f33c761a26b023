-- What was redacted: the words and their salt go for good, and where they were said; digest and hash stay, and the chain holds.
update fact
set    content = null, salt = null, link = null
where  incident_id = @id and seq = any (@seqs);

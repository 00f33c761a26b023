-- Who writes which section of a review just now.
select section, name
from review_writing
where incident = @incident and at >= @past
order by section, name;

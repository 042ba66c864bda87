-- How often is each outlet the first of a story that it tells, and by how much is it late otherwise?
select
    source_name,
    count(distinct story_id) as story_count,
    count(*) filter (where position = 1) as first_count,
    median(delay_seconds) filter (where position > 1) as median_delay_seconds
from marts.story_article
group by source_name
order by first_count desc, story_count desc, source_name asc
limit 10;

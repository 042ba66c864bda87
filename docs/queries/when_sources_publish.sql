-- At which hours of the week do sources publish, and how late is it captured?
-- Hour 0 is Monday from 00:00 to 01:00 UTC, hour 167 the last of Sunday.
select
    source_name,
    hour_of_week,
    article_count,
    median_capture_delay_seconds,
    capture_delay_article_count
from marts.source_timing
order by article_count desc, source_name asc, hour_of_week asc
limit 10;

-- Which sources are in the warehouse, how much did each bring, and how well is it dated?
select
    source_name,
    sum(article_count) as article_count,
    count(*) as day_count,
    min(date_day) as first_day,
    max(date_day) as last_day,
    sum(undated_article_count) as undated_article_count,
    sum(truncated_article_count) as truncated_article_count
from marts.source_daily
group by source_name
order by article_count desc, source_name asc;

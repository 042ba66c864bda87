-- In which hours was most said of a coin?
select
    published_hour,
    mention_count,
    article_count,
    source_count
from marts.asset_hourly
where asset_slug = 'bitcoin'
order by mention_count desc, published_hour asc
limit 10;

-- Which coins did the press speak of most, in the last seven days?
-- The last day is that of the newest article, not today: a warehouse may lie still.
select
    asset_name,
    sum(mention_count) as mention_count,
    sum(article_count) as article_count,
    count(*) filter (where mention_count > 0) as day_count
from marts.asset_daily
where date_day > (select max(newest.date_day) from marts.asset_daily as newest) - 7
group by asset_id, asset_name
having sum(mention_count) > 0
order by mention_count desc, asset_name asc
limit 10;

-- How much was said of one coin, day by day, and what did pages show as its price?
-- Put another slug in: core.entity has them.
select
    date_day,
    mention_count,
    headline_mention_count,
    article_count,
    share_of_voice_pct,
    price_usd
from marts.asset_daily
where asset_slug = 'ethereum'
order by date_day;

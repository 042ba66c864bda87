-- Who wrote first about a coin on each day?
-- Of articles whose time is known to the minute; a day alone says nothing about who was first.
select
    overview.date_day,
    min_by(overview.source_name, overview.published_at) as first_source,
    min(overview.published_at) as first_published_at,
    min_by(overview.headline, overview.published_at) as headline,
    count(distinct overview.source_name) as source_count
from marts.article_overview as overview
where
    list_contains(overview.asset_slugs, 'bitcoin')
    and overview.published_at_precision in ('second', 'minute')
group by overview.date_day
order by overview.date_day;

-- Which companies and authorities were named in the most articles, in the last seven days?
select
    slug as organisation_slug,
    count(*) as article_count,
    count(distinct source_name) as source_count
from (
    select
        unnest(organisation_slugs) as slug,
        source_name
    from marts.article_overview
    where date_day > (select max(newest.date_day) from marts.article_overview as newest) - 7
) as named
group by slug
order by article_count desc, slug asc
limit 10;

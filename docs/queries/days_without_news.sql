-- Of which days in a row is there no article?
select
    min(date_day) as first_day,
    max(date_day) as last_day,
    count(*) as day_count
from (
    select
        date_day,
        date_day - cast(row_number() over (order by date_day) as integer) as gap
    from marts.publication_calendar
    where article_count = 0
) as silent_day
group by gap
order by day_count desc, first_day asc
limit 10;

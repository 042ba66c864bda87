-- Did everything that was found end as landed, duplicate or quarantined?
select
    outcome,
    count(*) as event_count,
    count(distinct source_uri) as file_count
from raw.landing_event
group by outcome
order by event_count desc, outcome asc;

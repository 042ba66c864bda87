-- How did each feed do, of late: polls, failures, new items, and how late do they come?
select
    source,
    count(*) as poll_count,
    count(*) filter (where outcome = 'failed') as failed_poll_count,
    sum(new_item_count) as new_item_count,
    cast(median(median_lag_seconds) as bigint) as median_lag_seconds,
    max_by(reason, started_at) as last_reason
from raw.feed_poll
where started_at > (select max(latest.started_at) from raw.feed_poll as latest) - interval 7 days
group by source
order by failed_poll_count desc, source asc;

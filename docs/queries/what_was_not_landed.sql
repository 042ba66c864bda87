-- What was found and not landed, and why?
select
    source_uri,
    record_no,
    reason,
    detail
from raw.landing_event
where outcome = 'quarantined'
order by source_uri, record_no;

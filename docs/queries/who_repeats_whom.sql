-- Which outlets print the text of which others, how much of it, and how much later?
-- Copies of a press release count for whoever printed it first: who wrote it, no text says.
select
    source_name,
    repeated_source_name,
    count(distinct document_id) as article_count,
    median(repeated_pct) as median_repeated_pct,
    median(delay_seconds) as median_delay_seconds
from marts.syndication
group by source_name, repeated_source_name
order by article_count desc, source_name asc, repeated_source_name asc
limit 10;

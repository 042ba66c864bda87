-- What are the texts made of, by kind of segment?
-- Segments tile each document: the shares add up to 100.
select
    kind,
    count(*) as segment_count,
    sum(char_end - char_start) as character_count,
    round(100.0 * sum(char_end - char_start) / sum(sum(char_end - char_start)) over (), 2) as share_pct
from core.article_segment
group by kind
order by character_count desc, kind asc
limit 10;

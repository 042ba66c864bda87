-- Which sentences does a source append to its articles, so that they count for none?
select
    coalesce(source.name, repeated.source_key) as source_name,
    repeated.text,
    repeated.article_count,
    repeated.decided_by
from core.repeated_text as repeated
left join core.source on repeated.source_id = source.source_id
where repeated.is_boilerplate
order by repeated.article_count desc, repeated.text asc
limit 10;

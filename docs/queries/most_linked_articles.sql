-- Which articles do the related cards of others lead to?
select
    to_headline,
    to_source_name,
    count(distinct from_article_id) as linking_article_count
from marts.related_link_graph
group by to_article_id, to_headline, to_source_name
order by linking_article_count desc, to_headline asc
limit 10;

-- Which companies are named with which coins in a week, and how much more often than by chance?
select
    week_start,
    slug_a,
    slug_b,
    article_count,
    sentence_count,
    lift_by_articles
from marts.entity_cooccurrence
where
    entity_type_a != entity_type_b
    and 'asset' in (entity_type_a, entity_type_b)
order by article_count desc, sentence_count desc, slug_a asc, slug_b asc, week_start asc
limit 10;

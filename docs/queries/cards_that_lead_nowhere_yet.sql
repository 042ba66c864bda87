-- Which related cards name an article that is not in the warehouse?
-- They resolve by themselves when it lands.
select
    source_name,
    count(*) as card_count,
    count(*) filter (where linked_article_id is null) as unresolved_card_count,
    min(title) filter (where linked_article_id is null) as an_unresolved_title
from core.related_link
group by source_name
order by unresolved_card_count desc, source_name asc
limit 10;

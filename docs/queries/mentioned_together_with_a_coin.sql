-- Which companies and people are named in the same sentences as a coin?
select
    other_entity.name,
    other_entity.entity_type,
    count(distinct row(other.document_id, other.sentence_no)) as sentence_count,
    count(distinct other.article_id) as article_count
from core.mention as coin
inner join core.entity as coin_entity on coin.entity_id = coin_entity.entity_id
inner join core.mention as other
    on coin.document_id = other.document_id and coin.sentence_no = other.sentence_no
inner join core.entity as other_entity on other.entity_id = other_entity.entity_id
inner join core.article on coin.document_id = article.document_id
where
    coin_entity.slug = 'bitcoin'
    and other_entity.entity_type in ('organisation', 'person')
    and coin.section in ('headline', 'body')
    and other.section in ('headline', 'body')
    and not coin.is_copy
    and not other.is_copy
    and article.is_current
group by other_entity.entity_id, other_entity.name, other_entity.entity_type
order by sentence_count desc, other_entity.name asc
limit 10;

-- Which articles have a coin in their headline?
select distinct
    article.published_at,
    article.source_name,
    article.headline
from core.article
inner join core.mention on article.document_id = mention.document_id
inner join core.entity on mention.entity_id = entity.entity_id
where
    article.is_current
    and entity.slug = 'bitcoin'
    and mention.section = 'headline'
order by article.published_at, article.headline;

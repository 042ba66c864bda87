-- Where in the raw text does a mention stand, and what stands around it?
select
    article.headline,
    mention.surface,
    mention.char_start,
    substring(document.raw_text, greatest(mention.char_start - 30, 0) + 1, 80) as around
from core.mention
inner join core.article on mention.document_id = article.document_id
inner join core.entity on mention.entity_id = entity.entity_id
inner join raw.document on mention.document_id = document.document_id
where
    entity.slug = 'solana'
    and mention.section = 'body'
    and article.is_current
order by article.headline, mention.char_start
limit 5;

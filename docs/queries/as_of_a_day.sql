-- What did the warehouse hold on a day in the past, each article in its revision of then?
-- Any table with a document_id is seen as of a time in this way: replace the day, join the table.
select
    count(*) as article_count,
    count(*) filter (where not article.is_current) as since_revised_count,
    max(article.published_at) as newest_published_at
from core.article_period
inner join core.article on article_period.document_id = article.document_id
where
    article_period.known_from <= timestamptz '2026-03-18 00:00:00+00'
    and coalesce(article_period.known_until > timestamptz '2026-03-18 00:00:00+00', true);

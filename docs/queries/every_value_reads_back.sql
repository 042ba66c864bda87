-- Is every headline what stands at its characters?
-- Zero differences: a value that is not null has a place wherever it stands in the text.
select
    count(*) as headline_count,
    count(article.headline_char_start) as placed_count,
    count(*) filter (
        where article.headline != substring(
            document.raw_text,
            article.headline_char_start + 1,
            article.headline_char_end - article.headline_char_start
        )
    ) as difference_count
from core.article
inner join raw.document on article.document_id = document.document_id
where article.headline is not null;

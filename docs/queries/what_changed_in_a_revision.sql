-- Which articles were changed after they were first seen, and how much?
select
    article.headline,
    article.revision_no,
    article.first_captured_at,
    article.word_count,
    article.word_count - lag(article.word_count) over revisions as words_more
from core.article
where
    article.article_id in (
        select revised.article_id
        from core.article as revised
        where revised.revision_no > 1
    )
window revisions as (partition by article.article_id order by article.revision_no)
order by article.article_id, article.revision_no;

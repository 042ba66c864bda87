with article as (
    select * from {{ ref('article') }}
),

final as (
    select
        {{ article_day() }} as date_day,
        coalesce(source_name, '(unknown)') as source_name,
        count(*) as article_count,
        count(*) filter (where revision_no > 1) as revised_article_count,
        count(*) filter (where is_truncated) as truncated_article_count,
        count(*) filter (where published_at is null) as undated_article_count,
        cast(median(word_count) as double) as median_word_count
    from article
    where is_current
    group by date_day, coalesce(source_name, '(unknown)')
)

select * from final

{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_day'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

revised as (
    select article_id
    from article
    group by article_id
    having count(*) > 1
),

current_article as (
    select
        article.*,
        {{ article_day() }} as date_day,
        revised.article_id is not null as is_revised
    from article
    left join revised on article.article_id = revised.article_id
    where
        article.is_current
        and {{ is_touched(article_day(), 'int_affected_day.date_day') }}
),

final as (
    select
        date_day,
        {{ source_label('source_name') }} as source_name,
        count(*) as article_count,
        count(*) filter (where is_revised) as revised_article_count,
        count(*) filter (where is_truncated) as truncated_article_count,
        count(*) filter (where published_at is null) as undated_article_count,
        cast(median(word_count) as double) as median_word_count
    from current_article
    group by date_day, {{ source_label('source_name') }}
)

select * from final

{#- By what to find the articles that repeat a text; made once a text, since those of a week are compared. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'stg_touched_article'}}
) }}

with article as (
    select * from {{ ref('article') }}
    where {{ rows_where(ref('article'), is_touched('article_id', 'stg_touched_article')) }}
),

final as (
    select
        document_id,
        article_id,
        text_fingerprints(body_text) as fingerprints
    from article
    where
        is_current
        and published_at is not null
        and word_count >= {{ min_syndicated_words() }}
)

select * from final

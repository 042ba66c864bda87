{#-
    Which revision was the current one at a time is asked of what had been landed by then: a revision that was captured
    before the others may be landed after them, and one may be captured again.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'stg_touched_article'}}
) }}

with article as (
    select * from {{ ref('article') }}
    where {{ is_touched('article_id', 'stg_touched_article') }}
),

captures as (
    select * from {{ ref('stg_capture') }}
),

known as (
    select
        article.article_id,
        article.document_id,
        captures.landed_at as known_from,
        coalesce(
            captures.captured_at,
            article.newest_card_published_at,
            article.published_at
        ) as captured_at,
        case when captures.captured_at is null then article.landed_at end as uncaptured_landed_at
    from article
    inner join captures on article.document_id = captures.document_id
),

newest as (
    select distinct
        article_id,
        known_from,
        {{ newest_by_then('document_id', 'article_id', 'known_from', sort_key([
            'captured_at is not null',
            'captured_at',
            'uncaptured_landed_at is not null',
            'uncaptured_landed_at',
            'document_id',
        ])) }} as document_id
    from known
),

followed as (
    select
        *,
        lag(document_id) over (partition by article_id order by known_from) as previous_document_id
    from newest
),

changed as (
    select * from followed
    where {{ differ('document_id', 'previous_document_id') }}
),

final as (
    select
        article_id,
        document_id,
        known_from,
        lead(known_from) over (partition by article_id order by known_from) as known_until
    from changed
)

select * from final

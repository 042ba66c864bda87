{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'from_article_id': 'int_affected_article.article_id', 'to_article_id': 'int_affected_article.article_id'}}
) }}

with related_link as (
    select * from {{ ref('related_link') }}
    where
        {{ is_touched('article_id', 'int_affected_article') }}
        or {{ is_touched('linked_article_id', 'int_affected_article.article_id') }}
),

article as (
    select * from {{ ref('article') }}
),

current_article as (
    select * from article
    where is_current
),

final as (
    select
        origin.article_id as from_article_id,
        related_link.linked_article_id as to_article_id,
        min(related_link.position) as position,
        any_value(origin.headline) as from_headline,
        any_value(target.headline) as to_headline,
        any_value({{ source_label('origin.source_name') }}) as from_source_name,
        any_value({{ source_label('target.source_name') }}) as to_source_name,
        any_value(origin.published_at) as from_published_at,
        any_value(target.published_at) as to_published_at
    from related_link
    inner join current_article as origin on related_link.document_id = origin.document_id
    inner join current_article as target on related_link.linked_article_id = target.article_id
    group by origin.article_id, related_link.linked_article_id
)

select * from final

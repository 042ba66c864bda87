{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with mention as (
    select * from {{ ref('stg_mention') }}
    where
        {{ is_pending() }}
        and is_accepted
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

final as (
    select
        {{ hash_id([
            'mention.document_id',
            'mention.char_start',
            'mention.char_end',
            'mention.entity_type',
            'mention.slug',
        ]) }} as mention_id,
        article_identity.article_id,
        mention.document_id,
        {{ hash_id(['mention.entity_type', 'mention.slug']) }} as entity_id,
        mention.entity_type,
        mention.surface,
        mention.section,
        mention.sentence_no,
        mention.char_start,
        mention.char_end,
        mention.rule,
        mention.confidence,
        mention.is_copy
    from mention
    inner join article_identity on mention.document_id = article_identity.document_id
)

select * from final

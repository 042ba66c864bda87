{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_pending() }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

found as (
    select
        reading.document_id,
        article_identity.article_id,
        {{ unnest_structs('reading.mentions') }}
    from reading
    inner join article_identity on reading.document_id = article_identity.document_id
),

final as (
    select
        {{ hash_id([
            'document_id',
            'char_start',
            'char_end',
            'entity_type',
            'slug',
        ]) }} as mention_id,
        article_id,
        document_id,
        {{ hash_id(['entity_type', 'slug']) }} as entity_id,
        entity_type,
        surface,
        section,
        sentence_no,
        char_start,
        char_end,
        rule,
        confidence,
        is_copy
    from found
)

select * from final

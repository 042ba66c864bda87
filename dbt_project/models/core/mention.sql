{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with reading as (
    select * from {{ ref('stg_told_document') }}
    where {{ is_pending() }}
),

repeated as (
    select * from {{ ref('stg_repeated_stretch') }}
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
            'found.document_id',
            'found.char_start',
            'found.char_end',
            'found.entity_type',
            'found.slug',
        ]) }} as mention_id,
        found.article_id,
        found.document_id,
        {{ hash_id(['found.entity_type', 'found.slug']) }} as entity_id,
        found.entity_type,
        found.surface,
        case when repeated.document_id is null then found.section else 'boilerplate' end as section,
        found.sentence_no,
        found.char_start,
        found.char_end,
        found.rule,
        found.confidence,
        found.is_copy
    from found
    left join repeated
        on {{ begins_within('found', 'repeated') }}
)

select * from final

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

found as (
    select
        document_id,
        {{ unnest_structs('rejected_mentions') }}
    from reading
),

final as (
    select
        found.document_id,
        {{ hash_id(['found.entity_type', 'found.slug']) }} as entity_id,
        found.entity_type,
        found.surface,
        case when repeated.document_id is null then found.section else 'boilerplate' end as section,
        found.sentence_no,
        found.char_start,
        found.char_end,
        found.rule,
        found.confidence
    from found
    left join repeated
        on {{ begins_within('found', 'repeated') }}
)

select * from final

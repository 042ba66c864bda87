{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_pending() }}
),

found as (
    select
        document_id,
        {{ unnest_structs('rejected_mentions') }}
    from reading
),

final as (
    select
        document_id,
        {{ hash_id(['entity_type', 'slug']) }} as entity_id,
        entity_type,
        surface,
        section,
        sentence_no,
        char_start,
        char_end,
        rule,
        confidence
    from found
)

select * from final

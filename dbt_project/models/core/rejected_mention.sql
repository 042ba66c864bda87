{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with mention as (
    select * from {{ ref('stg_mention') }}
    where
        {{ is_pending() }}
        and not is_accepted
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
    from mention
)

select * from final

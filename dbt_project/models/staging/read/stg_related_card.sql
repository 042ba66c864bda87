{#- What cards are found by, and what dates their page; their texts are kept in core.related_link. -#}
-- depends_on: {{ ref('stg_due_document') }}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_due_document'}}
) }}

with read_card as (
    select * from {{ ref('stg_read_card') }}
),

final as (
    select
        document_id,
        position,
        headline_key,
        published_at
    from read_card
)

select * from final

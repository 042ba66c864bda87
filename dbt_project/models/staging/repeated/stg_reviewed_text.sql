{{ config(materialized='ephemeral') }}

with reviewed_texts as (
    select * from {{ ref('reviewed_texts') }}
),

final as (
    select
        source as source_key,
        sentence_key(text) as sentence_key,
        text,
        is_boilerplate,
        reviewed_by
    from reviewed_texts
)

select * from final

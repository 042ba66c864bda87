{{ config(materialized='ephemeral') }}

with told_text as (
    select * from {{ ref('stg_told_text') }}
),

final as (
    select
        document_id,
        {{ unnest_structs('repeated') }}
    from told_text
)

select * from final

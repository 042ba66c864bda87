{{ config(materialized='table') }}

with sources as (
    select * from {{ ref('sources') }}
),

final as (
    select
        {{ hash_id(["'source'", 'slug']) }} as source_id,
        slug,
        name,
        domain,
        layout,
        time_zone,
        language
    from sources
)

select * from final

{{ config(materialized='table') }}

with load as (
    select * from {{ source('raw', 'load') }}
),

verdict as (
    select * from {{ source('quality', 'load_verdict') }}
),

final as (
    select
        load.load_id,
        load.landed_at
    from load
    left join verdict on load.load_id = verdict.load_id
    where verdict.load_id is null
)

select * from final

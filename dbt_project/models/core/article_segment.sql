{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with reading as (
    select * from {{ ref('stg_told_document') }}
),

segment as (
    select
        document_id,
        {{ unnest_structs('segments') }}
    from reading
    where {{ is_pending() }}
),

final as (
    select
        document_id,
        cast(row_number() over (partition by document_id order by char_start) as integer) as segment_no,
        kind,
        char_start,
        char_end
    from segment
)

select * from final

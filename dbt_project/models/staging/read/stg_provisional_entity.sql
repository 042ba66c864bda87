{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_due_document'}}
) }}

with reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_due() }}
),

final as (
    select
        document_id,
        {{ unnest_structs('provisional_entities') }}
    from reading
)

select * from final

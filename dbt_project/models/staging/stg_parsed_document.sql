{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with document as (
    select * from {{ source('raw', 'document') }}
),

parsed as (
    select
        document_id,
        load_id,
        parse_document(raw_text, format, title, page_marks) as parsed
    from document
    where {{ is_pending() }}
),

final as (
    select
        document_id,
        load_id,
        {{ struct_columns('parsed') }}
    from parsed
)

select * from final

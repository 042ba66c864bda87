{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with document as (
    select * from {{ source('raw', 'document') }}
),

parsed_document as (
    select * from {{ ref('stg_parsed_document') }}
),

found as (
    select
        document.document_id,
        document.load_id,
        find_mentions(
            document.raw_text,
            parsed_document.sections,
            {{ asset_definitions('parsed_document.price_widgets') }}
        ) as mentions
    from document
    inner join parsed_document on document.document_id = parsed_document.document_id
    where {{ is_pending('document.document_id') }}
),

final as (
    select
        document_id,
        load_id,
        {{ unnest_structs('mentions') }}
    from found
)

select * from final

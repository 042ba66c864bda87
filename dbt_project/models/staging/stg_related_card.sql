{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with parsed_document as (
    select * from {{ ref('stg_parsed_document') }}
),

sources as (
    select * from {{ ref('sources') }}
),

card as (
    select
        document_id,
        load_id,
        layout,
        {{ unnest_structs('related_cards') }}
    from parsed_document
    where {{ is_pending() }}
),

final as (
    select
        card.*,
        {{ title_key('card.title') }} as headline_key,
        {{ to_instant(
            'card.published_at_local', 'card.published_at_utc_offset_minutes', "coalesce(sources.time_zone, 'UTC')"
        ) }} as published_at
    from card
    left join sources on card.layout = sources.layout
)

select * from final

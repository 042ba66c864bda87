{{ config(materialized='ephemeral') }}

with reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_pending() }}
),

sources as (
    select * from {{ ref('sources') }}
),

card as (
    select
        document_id,
        layout,
        {{ unnest_structs('related_cards') }}
    from reading
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

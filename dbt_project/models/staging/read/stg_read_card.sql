{{ config(materialized='ephemeral') }}

with document as (
    select * from {{ source('raw', 'document') }}
),

reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_due() }}
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

dated as (
    select
        card.*,
        {{ to_instant(
            'card.published_at_local', 'card.published_at_utc_offset_minutes', "coalesce(sources.time_zone, 'UTC')"
        ) }} as stated_at
    from card
    left join sources on card.layout = sources.layout
),

final as (
    select
        dated.*,
        {{ title_key('dated.title') }} as headline_key,
        {{ possible_publication('dated.stated_at', 'document.landed_at') }} as published_at
    from dated
    inner join document on dated.document_id = document.document_id
)

select * from final

with landing_event as (
    select * from {{ source('raw', 'landing_event') }}
),

load as (
    select * from {{ source('raw', 'load') }}
),

verdict as (
    select * from {{ source('quality', 'load_verdict') }}
),

final as (
    select
        landing_event.document_id,
        landing_event.captured_at,
        landing_event.found_at,
        load.landed_at,
        landing_event.published_at_raw,
        landing_event.source,
        landing_event.categories,
        landing_event.tags,
        {{ sort_key([
            'landing_event.captured_at is null',
            'landing_event.captured_at',
            'landing_event.published_at_raw',
            'landing_event.source',
            'landing_event.categories',
            'landing_event.tags',
        ]) }} as sort_key
    from landing_event
    left join load on landing_event.load_id = load.load_id
    left join verdict on landing_event.load_id = verdict.load_id
    where
        landing_event.document_id is not null
        and coalesce(verdict.is_accepted, true)
)

select * from final

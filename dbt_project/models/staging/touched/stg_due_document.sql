{#-
    Documents of pending loads, and documents that are to be read again: those stay pending until a build that
    read them is accepted. So are those without a URL that another load declares another source or time of: these
    are part of what such an article is known by, and the first capture decides. What is set aside is left out
    like the documents of refused loads.
-#}
{{ config(materialized='table') }}

with document as (
    select * from {{ source('raw', 'document') }}
),

landing_event as (
    select * from {{ source('raw', 'landing_event') }}
),

reprocess_request as (
    select * from {{ source('raw', 'reprocess_request') }}
),

pending_load as (
    select * from {{ ref('stg_pending_load') }}
),

verdict as (
    select * from {{ source('quality', 'load_verdict') }}
),

set_aside as (
    select distinct document_id
    from {{ source('quality', 'set_aside_document') }}
    where closed_at is null
),

requested as (
    select distinct reprocess_request.document_id
    from reprocess_request
    left join verdict on reprocess_request.load_id = verdict.load_id
    where not coalesce(verdict.is_accepted, false)
),

captured as (
    select distinct landing_event.document_id
    from landing_event
    inner join document on landing_event.document_id = document.document_id
    left join verdict on landing_event.load_id = verdict.load_id
    where
        document.url is null
        and landing_event.load_id != document.load_id
        and not coalesce(verdict.is_accepted, false)
),

redeclared as (
    select captured.document_id
    from captured
    inner join landing_event on captured.document_id = landing_event.document_id
    group by captured.document_id
    having count(distinct {{ hash_id(['landing_event.source', 'landing_event.published_at_raw']) }}) > 1
),

final as (
    select
        document.document_id,
        not coalesce(verdict.is_accepted, true) or set_aside.document_id is not null as is_refused
    from document
    left join pending_load on document.load_id = pending_load.load_id
    left join requested on document.document_id = requested.document_id
    left join redeclared on document.document_id = redeclared.document_id
    left join set_aside on document.document_id = set_aside.document_id
    left join verdict on document.load_id = verdict.load_id
    where
        pending_load.load_id is not null
        or requested.document_id is not null
        or redeclared.document_id is not null
        or set_aside.document_id is not null
        or not verdict.is_accepted
)

select * from final

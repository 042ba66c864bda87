{#-
    Documents of pending loads, and documents that are to be read again: those stay pending until a build that
    read them is accepted. What is set aside is left out like the documents of refused loads.
-#}
{{ config(materialized='table') }}

with document as (
    select * from {{ source('raw', 'document') }}
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

final as (
    select
        document.document_id,
        not coalesce(verdict.is_accepted, true) or set_aside.document_id is not null as is_refused
    from document
    left join pending_load on document.load_id = pending_load.load_id
    left join requested on document.document_id = requested.document_id
    left join set_aside on document.document_id = set_aside.document_id
    left join verdict on document.load_id = verdict.load_id
    where
        pending_load.load_id is not null
        or requested.document_id is not null
        or set_aside.document_id is not null
        or not verdict.is_accepted
)

select * from final

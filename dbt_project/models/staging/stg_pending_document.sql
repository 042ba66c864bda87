{{ config(materialized='table') }}

with document as (
    select * from {{ source('raw', 'document') }}
),

pending_load as (
    select * from {{ ref('stg_pending_load') }}
),

verdict as (
    select * from {{ source('quality', 'load_verdict') }}
),

final as (
    select
        document.document_id,
        not coalesce(verdict.is_accepted, true) as is_refused
    from document
    left join pending_load on document.load_id = pending_load.load_id
    left join verdict on document.load_id = verdict.load_id
    where pending_load.load_id is not null or not verdict.is_accepted
)

select * from final

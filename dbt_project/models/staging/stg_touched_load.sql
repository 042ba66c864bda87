{{ config(materialized='table') }}

with document as (
    select * from {{ source('raw', 'document') }}
),

pending_document as (
    select * from {{ ref('stg_pending_document') }}
),

pending_load as (
    select * from {{ ref('stg_pending_load') }}
),

verdict as (
    select * from {{ source('quality', 'load_verdict') }}
),

final as (
    select
        load_id,
        false as is_refused
    from pending_load
    union
    select
        document.load_id,
        pending_document.is_refused
    from pending_document
    inner join document on pending_document.document_id = document.document_id
    union
    select
        load_id,
        true as is_refused
    from verdict
    where not is_accepted
)

select * from final

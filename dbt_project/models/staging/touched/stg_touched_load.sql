{#- A load is measured anew when a document of it comes or goes; it is forgotten when it is refused. -#}
{{ config(materialized='table') }}

with load as (
    select * from {{ source('raw', 'load') }}
),

document as (
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

touched as (
    select
        load_id,
        false as is_refused
    from pending_load
    union
    select
        document.load_id,
        not coalesce(verdict.is_accepted, true) as is_refused
    from pending_document
    inner join document on pending_document.document_id = document.document_id
    left join verdict on document.load_id = verdict.load_id
    union
    select
        load_id,
        true as is_refused
    from verdict
    where not is_accepted
),

final as (
    select
        load.load_id,
        cast(load.landed_at as date) as date_day,
        touched.is_refused
    from touched
    inner join load on touched.load_id = load.load_id
)

select * from final

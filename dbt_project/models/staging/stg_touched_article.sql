{{ config(materialized='table') }}

with landing_event as (
    select * from {{ source('raw', 'landing_event') }}
),

pending_load as (
    select * from {{ ref('stg_pending_load') }}
),

pending_document as (
    select * from {{ ref('stg_pending_document') }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

former_identity as (
    select * from {{ ref('stg_former_identity') }}
),

touched_document as (
    select document_id from pending_document
    union
    select landing_event.document_id
    from landing_event
    inner join pending_load on landing_event.load_id = pending_load.load_id
),

final as (
    select article_identity.article_id
    from article_identity
    inner join touched_document on article_identity.document_id = touched_document.document_id
    union
    select article_id from former_identity
)

select * from final

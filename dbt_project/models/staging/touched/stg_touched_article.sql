{{ config(materialized='table') }}

with landing_event as (
    select * from {{ source('raw', 'landing_event') }}
),

verdict as (
    select * from {{ source('quality', 'load_verdict') }}
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
    -- A capture counts while its load waits, and no more when that was refused.
    select landing_event.document_id
    from landing_event
    left join verdict on landing_event.load_id = verdict.load_id
    where not coalesce(verdict.is_accepted, false)
),

final as (
    select article_identity.article_id
    from article_identity
    inner join touched_document on article_identity.document_id = touched_document.document_id
    union
    select article_id from former_identity
)

select * from final

{{ config(materialized='table') }}

with touched_article as (
    select * from {{ ref('stg_touched_article') }}
),

link_candidate as (
    select * from {{ ref('stg_link_candidate') }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

final as (
    select article_id from touched_article
    union
    select article_identity.article_id
    from article_identity
    inner join link_candidate on article_identity.document_id = link_candidate.document_id
)

select * from final

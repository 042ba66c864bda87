{{ config(materialized='table') }}

with related_card as (
    select * from {{ ref('stg_related_card') }}
),

due_document as (
    select * from {{ ref('stg_due_document') }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

touched_article as (
    select * from {{ ref('stg_touched_article') }}
),

former_identity as (
    select * from {{ ref('stg_former_identity') }}
),

touched_headline as (
    select article_identity.headline_key
    from article_identity
    inner join touched_article on article_identity.article_id = touched_article.article_id
    union
    select headline_key from former_identity
),

final as (
    select document_id from due_document
    union
    select related_card.document_id
    from related_card
    inner join touched_headline on related_card.headline_key = touched_headline.headline_key
)

select * from final

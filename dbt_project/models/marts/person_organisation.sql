{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'int_affected_article'}}
) }}

with post as (
    select * from {{ ref('post') }}
    where {{ is_touched('article_id', 'int_affected_article') }}
),

article as (
    select * from {{ ref('article') }}
),

entity as (
    select * from {{ ref('entity') }}
),

current_article as (
    select
        document_id,
        {{ article_day() }} as date_day,
        published_at,
        {{ source_label('source_name') }} as source_name
    from article
    where is_current
),

final as (
    select
        post.article_id,
        post.document_id,
        current_article.date_day,
        current_article.published_at,
        current_article.source_name,
        post.person_entity_id,
        person.slug as person_slug,
        person.name as person_name,
        post.organisation_entity_id,
        organisation.slug as organisation_slug,
        organisation.name as organisation_name,
        post.organisation_entity_type,
        post.role,
        post.role_raw,
        post.is_former,
        post.person_char_start,
        post.person_char_end,
        post.organisation_char_start,
        post.organisation_char_end,
        post.role_raw_char_start,
        post.role_raw_char_end
    from post
    inner join current_article on post.document_id = current_article.document_id
    inner join entity as person on post.person_entity_id = person.entity_id
    inner join entity as organisation on post.organisation_entity_id = organisation.entity_id
)

select * from final

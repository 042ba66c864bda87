{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'story_id': 'int_affected_story'}}
) }}

{%- set shown_entity_count = 10 %}

with story_article as (
    select * from {{ ref('story_article') }}
    where {{ is_touched('story_id', 'int_affected_story') }}
),

article as (
    select * from {{ ref('article') }}
),

mention as (
    select * from {{ ref('mention') }}
),

entity as (
    select * from {{ ref('entity') }}
),

last_landing as (
    select max(landed_at) as landed_at from article
),

named as (
    select
        story_article.story_id,
        mention.entity_id,
        count(distinct story_article.document_id) as article_count,
        count(*) as mention_count
    from story_article
    inner join mention on story_article.document_id = mention.document_id
    where {{ is_own_mention('mention') }}
    group by story_article.story_id, mention.entity_id
    having count(distinct story_article.document_id) > 1
),

shared_entity as (
    select
        named.story_id,
        {{ first_values(
            'entity.slug',
            ['-named.article_count', '-named.mention_count', 'entity.slug'],
            shown_entity_count
        ) }} as entity_slugs
    from named
    inner join entity on named.entity_id = entity.entity_id
    group by named.story_id
),

counted as (
    select
        story_id,
        max(published_at) as last_published_at,
        count(*) as article_count,
        count(distinct source_name) as source_count
    from story_article
    group by story_id
),

final as (
    select
        first_article.story_id,
        first_article.date_day,
        first_article.published_at as first_published_at,
        counted.last_published_at,
        first_article.headline,
        first_article.document_id as first_document_id,
        first_article.source_name as first_source_name,
        counted.article_count,
        counted.source_count,
        coalesce(shared_entity.entity_slugs, {{ empty_list() }}) as entity_slugs,
        {{ is_closed_story('first_article.date_day', 'last_landing.landed_at') }} as is_closed
    from story_article as first_article
    inner join counted on first_article.story_id = counted.story_id
    left join shared_entity on first_article.story_id = shared_entity.story_id
    cross join last_landing
    where first_article.position = 1
)

select * from final

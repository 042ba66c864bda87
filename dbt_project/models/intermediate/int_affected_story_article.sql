{#-
    Whom an article follows depends on who leads a story among those before it. So what changes on a day may change
    what the articles are that are like those of the day, and those that are like these: as far as the links go on.
    They lead to later articles alone.
-#}
{{ config(materialized='table') }}

with recursive article as (
    select * from {{ ref('article') }}
),

affected_day as (
    select * from {{ ref('int_affected_story_day') }}
),

story_link as (
    select * from {{ ref('int_story_link') }}
),

dated_article as (
    select
        document_id,
        {{ article_day() }} as date_day
    from article
    where is_current and published_at is not null
),

reached as (
    select document_id
    from dated_article
    where date_day in (select affected_day.date_day from affected_day)

    union

    {{ reached_by_links(
        'reached',
        'story_link',
        'dated_article',
        'date_day >= (select min(affected_day.date_day) from affected_day)'
    ) }}
),

final as (
    select document_id from reached
)

select * from final

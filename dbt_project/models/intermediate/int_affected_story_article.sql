{#-
    Whom an article follows depends on who leads a story among those before it. So what changes on a day may change
    what the articles are that are like those of the day, and those that are like these: as far as the links go on.
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

reached as (
    select document_id
    from article
    where
        is_current
        and published_at is not null
        and {{ article_day() }} in (select affected_day.date_day from affected_day)

    union

    select story_link.document_id
    from story_link
    inner join reached on story_link.earlier_document_id = reached.document_id
),

final as (
    select document_id from reached
)

select * from final

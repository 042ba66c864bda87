{#-
    The stories that articles join now, and those that they may have been of. What the mart holds is read by name, since
    a reference would close a circle: stories that began within the time in which they take in an article of an affected
    day, stories whose first article leads another article of them now or did before, and stories that are closed now
    and were not, or the other way round.
-#}
{{ config(materialized='table') }}

{%- set written_mart = table_left_by_earlier_build('marts', 'story') %}

with affected_day as (
    select * from {{ ref('int_affected_story_day') }}
),

affected_article as (
    select * from {{ ref('int_affected_story_article') }}
),

story_link as (
    select * from {{ ref('int_story_link') }}
),

story_member as (
    select * from {{ ref('int_story_member') }}
),

article as (
    select * from {{ ref('article') }}
),

day_before as (
    select {{ integers_from_to(0, story_day_count()) }} as day_count
),

first_day as (
    select distinct {{ add_days('affected_day.date_day', '-day_before.day_count') }} as date_day
    from affected_day
    cross join day_before
),

last_landing as (
    select max(landed_at) as landed_at from article
),

written_story as (
    {%- if written_mart %}
        select
            story_id,
            date_day,
            first_document_id,
            is_closed
        from {{ written_mart }}
    {%- else %}
        select
            story_id,
            date_day,
            lead_document_id as first_document_id,
            false as is_closed
        from story_member
        where false
    {%- endif %}
),

possible_lead as (
    select document_id from affected_article
    union
    select story_link.earlier_document_id as document_id
    from story_link
    inner join affected_article on story_link.document_id = affected_article.document_id
),

final as (
    select story_member.story_id
    from story_member
    inner join affected_article on story_member.document_id = affected_article.document_id
    where story_member.document_id != story_member.lead_document_id

    union

    select written_story.story_id
    from written_story
    cross join last_landing
    where
        written_story.date_day in (select first_day.date_day from first_day)
        or written_story.first_document_id in (select possible_lead.document_id from possible_lead)
        or {{ differ(
            'written_story.is_closed',
            is_closed_story('written_story.date_day', 'last_landing.landed_at')
        ) }}
)

select * from final

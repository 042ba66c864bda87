{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'story_id': 'int_affected_story'}}
) }}

with story_member as (
    select * from {{ ref('int_story_member') }}
    where {{ is_touched('story_id', 'int_affected_story') }}
),

article as (
    select * from {{ ref('article') }}
),

told as (
    select
        story_member.story_id,
        story_member.document_id,
        story_member.article_id,
        story_member.date_day,
        article.published_at,
        {{ source_label('article.source_name') }} as source_name,
        article.headline,
        story_member.lead_document_id,
        story_member.similarity,
        {{ article_time() }} as article_time,
        case when {{ is_hour_known() }} then article.published_at end as known_at
    from story_member
    inner join article on story_member.document_id = article.document_id
),

placed as (
    select
        *,
        count(*) over (partition by story_id) as article_count,
        row_number() over stories as position,
        first_value(known_at) over stories as first_known_at
    from told
    window stories as (partition by story_id order by article_time, document_id)
),

final as (
    select
        story_id,
        document_id,
        article_id,
        date_day,
        published_at,
        source_name,
        headline,
        position,
        cast(round({{ seconds_between('first_known_at', 'known_at') }}) as bigint) as delay_seconds,
        similarity,
        case when document_id != lead_document_id then lead_document_id end as linked_document_id
    from placed
    where article_count > 1
)

select * from final

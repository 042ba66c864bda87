{#-
    Which story each dated article is of. An article whose story is not written anew leads a story as before, or leads
    none: of links to such articles, those to leads are followed.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'int_affected_story_article', 'date_day': 'int_affected_story_day'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

story_link as (
    select * from {{ ref('int_story_link') }}
    where {{ is_touched('document_id', 'int_affected_story_article') }}
),

dated_article as (
    select
        article_id,
        document_id,
        {{ article_day() }} as date_day,
        {{ article_time() }} as article_time
    from article
    where is_current and published_at is not null
),

standing_lead as (
    {%- if is_incremental() %}
        select document_id
        from {{ this }}
        where document_id = lead_document_id
    {%- else %}
        select document_id
        from dated_article
        where false
    {%- endif %}
),

followed_link as (
    select * from story_link
    where
        {{ is_touched('earlier_document_id', 'int_affected_story_article.document_id') }}
        or earlier_document_id in (select standing_lead.document_id from standing_lead)
),

linked as (
    select document_id from followed_link
    union
    select earlier_document_id as document_id from followed_link
),

numbered as (
    select
        linked.document_id,
        row_number() over (order by dated_article.article_time, linked.document_id) as document_no
    from linked
    inner join dated_article on linked.document_id = dated_article.document_id
),

numbered_link as (
    select
        later.document_no,
        earlier.document_no as earlier_document_no,
        followed_link.similarity
    from followed_link
    inner join numbered as later on followed_link.document_id = later.document_id
    inner join numbered as earlier on followed_link.earlier_document_id = earlier.document_id
),

joined as (
    select
        join_stories(
            {{ list_of_structs(['document_no', 'earlier_document_no', 'similarity']) }}
        ) as followers
    from numbered_link
),

follower as (
    select {{ unnest_structs('followers') }}
    from joined
),

led as (
    select
        later.document_id,
        earlier.document_id as lead_document_id,
        follower.similarity
    from follower
    inner join numbered as later on follower.document_no = later.document_no
    inner join numbered as earlier on follower.lead_document_no = earlier.document_no
),

final as (
    select
        dated_article.document_id,
        dated_article.article_id,
        dated_article.date_day,
        coalesce(led.lead_document_id, dated_article.document_id) as lead_document_id,
        {{ story_id('coalesce(lead_article.article_id, dated_article.article_id)') }} as story_id,
        led.similarity
    from dated_article
    left join led on dated_article.document_id = led.document_id
    left join dated_article as lead_article on led.lead_document_id = lead_article.document_id
    where
        {{ is_touched('dated_article.document_id', 'int_affected_story_article.document_id') }}
        or {{ is_touched('dated_article.date_day', 'int_affected_story_day.date_day') }}
)

select * from final

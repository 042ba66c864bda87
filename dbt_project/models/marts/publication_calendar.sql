{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_day'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

asset_day as (
    select * from {{ ref('int_asset_day') }}
    where {{ is_touched('date_day', 'int_affected_day') }}
),

bounds as (
    select
        min({{ article_day() }}) as first_day,
        max({{ article_day() }}) as last_day
    from article
    where is_current
),

every_day as (
    select {{ days_from_to('first_day', 'last_day') }} as date_day
    from bounds
),

calendar_day as (
    select date_day
    from every_day
    where {{ is_touched('date_day', 'int_affected_day') }}
),

dated_article as (
    select
        source_name,
        published_at,
        case when {{ is_hour_known() }} then published_at end as timed_at,
        landed_at,
        {{ article_day() }} as date_day
    from article
    where
        is_current
        and {{ is_touched(article_day(), 'int_affected_day.date_day') }}
),

published as (
    select
        date_day,
        count(*) as article_count,
        count(distinct {{ source_label('source_name') }}) as source_count,
        count(*) filter (where published_at is null) as undated_article_count,
        count(timed_at) as timed_article_count,
        count(*) filter (where cast(landed_at as date) > {{ add_days('date_day', 1) }}) as late_article_count,
        min(timed_at) as first_published_at,
        max(timed_at) as last_published_at
    from dated_article
    group by date_day
),

mentioned as (
    select
        date_day,
        sum(mention_count) as asset_mention_count,
        count(*) as mentioned_asset_count
    from asset_day
    group by date_day
),

final as (
    select
        calendar_day.date_day,
        {{ iso_weekday('calendar_day.date_day') }} as iso_weekday,
        {{ iso_weekday('calendar_day.date_day') }} > 5 as is_weekend,
        coalesce(published.article_count, 0) as article_count,
        coalesce(published.source_count, 0) as source_count,
        coalesce(published.undated_article_count, 0) as undated_article_count,
        coalesce(published.timed_article_count, 0) as timed_article_count,
        coalesce(published.late_article_count, 0) as late_article_count,
        cast(coalesce(mentioned.asset_mention_count, 0) as bigint) as asset_mention_count,
        coalesce(mentioned.mentioned_asset_count, 0) as mentioned_asset_count,
        published.first_published_at,
        published.last_published_at
    from calendar_day
    left join published on calendar_day.date_day = published.date_day
    left join mentioned on calendar_day.date_day = mentioned.date_day
)

select * from final

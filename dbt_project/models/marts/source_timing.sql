{#- A median is not made of parts, so a source that is touched is measured over all of its articles. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'source_name': 'int_affected_source'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

timed_article as (
    select
        article_id,
        {{ source_label('source_name') }} as source_name,
        {{ hour_of_week('published_at') }} as hour_of_week,
        is_time_zone_assumed
    from article
    where
        is_current
        and {{ is_hour_known() }}
        and {{ is_touched(source_label('source_name'), 'int_affected_source.source_name') }}
),

-- An article is captured first in its first revision, which may say another time than the current one.
first_revision as (
    select
        article_id,
        case when {{ is_hour_known() }} then {{ seconds_between('published_at', 'first_captured_at') }} end
            as capture_delay_seconds,
        {{ seconds_between('first_captured_at', 'landed_at') }} as landing_delay_seconds
    from article
    where
        revision_no = 1
        and article_id in (select timed_article.article_id from timed_article)
),

final as (
    select
        timed_article.source_name,
        timed_article.hour_of_week,
        count(*) as article_count,
        count(*) filter (where timed_article.is_time_zone_assumed) as zone_assumed_article_count,
        count(first_revision.capture_delay_seconds) as capture_delay_article_count,
        {{ quantile('first_revision.capture_delay_seconds', 0.5) }} as median_capture_delay_seconds,
        {{ quantile('first_revision.capture_delay_seconds', 0.9) }} as p90_capture_delay_seconds,
        count(first_revision.landing_delay_seconds) as landing_delay_article_count,
        {{ quantile('first_revision.landing_delay_seconds', 0.5) }} as median_landing_delay_seconds,
        {{ quantile('first_revision.landing_delay_seconds', 0.9) }} as p90_landing_delay_seconds
    from timed_article
    inner join first_revision on timed_article.article_id = first_revision.article_id
    group by timed_article.source_name, timed_article.hour_of_week
)

select * from final

{#-
    The spread is the distance of the quartiles. Most assets are silent on most days: where more than half of the days
    are alike, the median distance from the median is nought, and says nothing of the others.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_attention', 'asset_id': 'int_affected_attention'}}
) }}

with asset_day as (
    select * from {{ ref('int_asset_day') }}
),

affected as (
    select * from {{ ref('int_affected_attention') }}
),

article as (
    select * from {{ ref('article') }}
),

entity as (
    select * from {{ ref('entity') }}
),

article_day as (
    select distinct {{ article_day() }} as date_day
    from article
    where is_current
),

mention_day as (
    select distinct date_day from asset_day
),

last_day as (
    select max(date_day) as date_day from article_day
),

span as (
    select
        asset_day.asset_id,
        min(asset_day.date_day) as first_day,
        {{ add_days('min(asset_day.date_day)', '-' ~ usual_day_count()) }} as first_usual_day,
        least(
            {{ add_days('max(asset_day.date_day)', usual_day_count()) }}, any_value(last_day.date_day)
        ) as last_day
    from asset_day
    cross join last_day
    group by asset_day.asset_id
),

day_before as (
    select {{ integers_from_to(0, usual_day_count()) }} as day_count
),

needed_day as (
    select distinct {{ add_days('affected.date_day', '-day_before.day_count') }} as date_day
    from affected
    cross join day_before
),

-- The days that are shown, and all of those before them, so that so many rows are so many days.
asset_calendar as (
    select
        asset_id,
        {{ days_from_to('first_usual_day', 'last_day') }} as date_day
    from span
    where {{ is_touched('asset_id', 'int_affected_attention') }}

    union

    select
        span.asset_id,
        needed_day.date_day
    from needed_day
    inner join span on needed_day.date_day between span.first_usual_day and span.last_day
),

counted as (
    select
        asset_calendar.asset_id,
        asset_calendar.date_day,
        article_day.date_day is not null as is_known,
        coalesce(asset_day.mention_count, 0) as mention_count,
        coalesce(asset_day.article_count, 0) as article_count,
        coalesce(asset_day.source_count, 0) as source_count,
        cast(
            case when mention_day.date_day is not null then coalesce(asset_day.share_of_voice_pct, 0) end
            as decimal(9, 4)
        ) as share_of_voice_pct,
        asset_day.mention_rank
    from asset_calendar
    left join asset_day
        on asset_calendar.asset_id = asset_day.asset_id and asset_calendar.date_day = asset_day.date_day
    left join article_day on asset_calendar.date_day = article_day.date_day
    left join mention_day on asset_calendar.date_day = mention_day.date_day
),

measured as (
    select
        *,
        count(case when is_known then 1 end) over days_before as history_day_count,
        {{ quartiles('case when is_known then mention_count end') }} over days_before as mention_quartiles,
        {{ quartiles('case when is_known then article_count end') }} over days_before as article_quartiles,
        {{ quartiles('case when is_known then source_count end') }} over days_before as source_quartiles,
        {{ quartiles('share_of_voice_pct') }} over days_before as share_quartiles
    from counted
    window days_before as (
        partition by asset_id
        order by date_day
        rows between {{ usual_day_count() }} preceding and 1 preceding
    )
),

compared as (
    select
        *,
        {{ median_of('mention_quartiles') }} as usual_mention_count,
        {{ spread_of('mention_quartiles') }} as mention_count_spread,
        {{ median_of('article_quartiles') }} as usual_article_count,
        {{ spread_of('article_quartiles') }} as article_count_spread,
        {{ median_of('source_quartiles') }} as usual_source_count,
        {{ spread_of('source_quartiles') }} as source_count_spread,
        {{ median_of('share_quartiles') }} as usual_share_of_voice_pct,
        {{ spread_of('share_quartiles') }} as share_of_voice_spread_pct
    from measured
),

told as (
    select
        *,
        {{ robust_z('mention_count', 'usual_mention_count', 'mention_count_spread') }}
            as mention_count_robust_z
    from compared
),

final as (
    select
        told.date_day,
        told.asset_id,
        entity.slug as asset_slug,
        entity.name as asset_name,
        entity.symbol as asset_symbol,
        told.history_day_count,
        told.mention_count,
        told.usual_mention_count,
        told.mention_count_spread,
        told.mention_count_robust_z,
        told.article_count,
        told.usual_article_count,
        told.article_count_spread,
        told.source_count,
        told.usual_source_count,
        told.source_count_spread,
        told.share_of_voice_pct,
        told.usual_share_of_voice_pct,
        told.share_of_voice_spread_pct,
        told.mention_rank
    from told
    inner join span
        on
            told.asset_id = span.asset_id
            and told.date_day between span.first_day and span.last_day
    inner join entity on told.asset_id = entity.entity_id
    where
        {{ is_touched('told.date_day', 'int_affected_attention') }}
        or {{ is_touched('told.asset_id', 'int_affected_attention') }}
)

select * from final

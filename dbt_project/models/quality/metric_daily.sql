{#- Only the days of touched loads are summed up anew. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'stg_touched_load'}}
) }}

with touched_load as (
    select * from {{ ref('stg_touched_load') }}
),

metric_load as (
    select
        *,
        cast(landed_at as date) as date_day,
        {{ hour_of_week('landed_at') }} as hour_of_week
    from {{ ref('metric_load') }}
    {%- if is_incremental() %}
        where cast(landed_at as date) in (select touched_load.date_day from touched_load)
    {%- endif %}
),

summed as (
    select
        date_day,
        metric,
        dimension,
        dimension_value,
        sum(sample_count) as sample_count,
        sum(part_count) as part_count,
        sum(whole_count) as whole_count,
        {{ seconds_between('max(newest_published_at)', 'max(landed_at)') }} as freshness_seconds
    from metric_load
    group by date_day, metric, dimension, dimension_value
),

by_hour as (
    select
        date_day,
        metric,
        'source_hour_of_week' as dimension,
        dimension_value || ' / ' || hour_of_week as dimension_value,
        sum(sample_count) as sample_count,
        sum(part_count) as part_count
    from metric_load
    where metric = 'article_count'
    group by date_day, metric, dimension_value, hour_of_week
),

found_on_day as (
    select
        date_day,
        sum(part_count) as found_count
    from summed
    where metric = 'found_count'
    group by date_day
),

weighed as (
    select
        summed.date_day,
        summed.metric,
        summed.dimension,
        summed.dimension_value,
        summed.part_count,
        summed.freshness_seconds,
        case
            when summed.metric = 'quarantined_pct' then found_on_day.found_count
            else summed.sample_count
        end as sample_count,
        case
            when summed.metric = 'quarantined_pct' then found_on_day.found_count
            else summed.whole_count
        end as whole_count
    from summed
    left join found_on_day on summed.date_day = found_on_day.date_day

    union all

    select
        date_day,
        metric,
        dimension,
        dimension_value,
        part_count,
        null as freshness_seconds,
        sample_count,
        null as whole_count
    from by_hour
),

final as (
    select
        date_day,
        metric,
        dimension,
        dimension_value,
        cast(sample_count as bigint) as sample_count,
        cast(part_count as bigint) as part_count,
        cast(whole_count as bigint) as whole_count,
        cast(case
            when metric = 'freshness_seconds' then freshness_seconds
            when metric = 'mentions_per_1000_words' then 1000e0 * part_count / nullif(whole_count, 0)
            when whole_count is null then part_count
            else 100e0 * part_count / nullif(whole_count, 0)
        end as double) as metric_value
    from weighed
)

select * from final
where metric_value is not null

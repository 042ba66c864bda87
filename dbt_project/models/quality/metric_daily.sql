{%- set nullable_values = ['headline', 'published_at', 'author', 'body_text', 'source_name'] -%}

with landing_event as (
    select * from {{ source('raw', 'landing_event') }}
),

article as (
    select * from {{ ref('article') }}
),

article_segment as (
    select * from {{ ref('article_segment') }}
),

found as (
    select
        cast(found_at as date) as date_day,
        outcome,
        coalesce(reason, '(none)') as reason
    from landing_event
),

landed as (
    select
        *,
        cast(landed_at as date) as date_day,
        coalesce(source_name, '(unknown)') as known_source_name
    from article
),

freshness as (
    select
        date_day,
        'freshness_seconds' as metric,
        'source' as dimension,
        known_source_name as dimension_value,
        cast(null as bigint) as part_count,
        count(*) as whole_count,
        extract(epoch from (max(landed_at) - max(published_at))) as metric_value
    from landed
    where published_at is not null
    group by date_day, known_source_name
),

volume as (
    select
        date_day,
        'article_count' as metric,
        'source' as dimension,
        known_source_name as dimension_value,
        count(*) as part_count,
        cast(null as bigint) as whole_count,
        count(*) as metric_value
    from landed
    group by date_day, known_source_name
),

outcome as (
    select
        date_day,
        'found_count' as metric,
        'outcome' as dimension,
        outcome as dimension_value,
        count(*) as part_count,
        cast(null as bigint) as whole_count,
        count(*) as metric_value
    from found
    group by date_day, outcome
),

found_on_day as (
    select
        date_day,
        count(*) as whole_count
    from found
    group by date_day
),

quarantined as (
    select
        found.date_day,
        'quarantined_pct' as metric,
        'reason' as dimension,
        found.reason as dimension_value,
        count(*) as part_count,
        found_on_day.whole_count,
        100.0 * count(*) / found_on_day.whole_count as metric_value
    from found
    inner join found_on_day on found.date_day = found_on_day.date_day
    where found.outcome = 'quarantined'
    group by found.date_day, found.reason, found_on_day.whole_count
),

unclassified as (
    select
        landed.date_day,
        'unclassified_pct' as metric,
        'layout' as dimension,
        landed.layout as dimension_value,
        cast(coalesce(
            sum(article_segment.char_end - article_segment.char_start)
            filter (where article_segment.kind = 'unclassified'),
            0
        ) as bigint) as part_count,
        cast(sum(article_segment.char_end - article_segment.char_start) as bigint) as whole_count
    from landed
    inner join article_segment on landed.document_id = article_segment.document_id
    group by landed.date_day, landed.layout
),

missing as (
    {%- for name in nullable_values %}
        select
            date_day,
            '{{ name }}_null_pct' as metric,
            'layout' as dimension,
            layout as dimension_value,
            count(*) filter (where {{ name }} is null) as part_count,
            count(*) as whole_count
        from landed
        group by date_day, layout
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

combined as (
    select * from freshness
    union all
    select * from volume
    union all
    select * from outcome
    union all
    select * from quarantined
    union all
    select
        *,
        100.0 * part_count / whole_count as metric_value
    from unclassified
    union all
    select
        *,
        100.0 * part_count / whole_count as metric_value
    from missing
),

final as (
    select
        date_day,
        metric,
        dimension,
        dimension_value,
        part_count,
        whole_count,
        cast(metric_value as double) as metric_value
    from combined
)

select * from final

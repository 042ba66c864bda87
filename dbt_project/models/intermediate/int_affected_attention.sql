{#-
    What is said on a day is shown beside what was said on the days before, so a day that changes touches the days
    after it, too. Days behind the last one of all articles come with a later one, and go with it. An asset whose
    first or last mention moves by more than these days gains or loses rows elsewhere, so all of its rows are
    written anew; so are those of an asset that is called otherwise.

    What the mart holds is read by name, since a reference would close a circle. It was written in one go, so it says
    by itself what it was written for, also after a build that was killed.
-#}
{{ config(materialized='table') }}

{%- set written_mart = table_left_by_earlier_build('marts', 'asset_attention') %}

with affected_day as (
    select * from {{ ref('int_affected_day') }}
),

asset_day as (
    select * from {{ ref('int_asset_day') }}
),

article as (
    select * from {{ ref('article') }}
),

entity as (
    select * from {{ ref('entity') }}
),

last_day as (
    select max({{ article_day() }}) as date_day
    from article
    where is_current
),

span as (
    select
        asset_id,
        min(date_day) as first_day,
        max(date_day) as last_day
    from asset_day
    group by asset_id
),

written as (
    {%- if written_mart %}
        select
            asset_id,
            min(date_day) as first_day,
            max(date_day) filter (where mention_count > 0) as last_day,
            max(date_day) as last_row_day,
            any_value(asset_slug) as slug,
            any_value(asset_name) as name,
            any_value(asset_symbol) as symbol
        from {{ written_mart }}
        group by asset_id
    {%- else %}
        select
            asset_id,
            first_day,
            last_day,
            last_day as last_row_day,
            null as slug,
            null as name,
            null as symbol
        from span
        where false
    {%- endif %}
),

written_last_day as (
    select max(last_row_day) as date_day from written
),

day_after as (
    select {{ integers_from_to(0, usual_day_count()) }} as day_count
),

final as (
    select
        {{ add_days('affected_day.date_day', 'day_after.day_count') }} as date_day,
        null as asset_id
    from affected_day
    cross join day_after

    union

    select
        {{ days_from_to(
            add_days('least(last_day.date_day, written_last_day.date_day)', 1),
            'greatest(last_day.date_day, written_last_day.date_day)'
        ) }} as date_day,
        null as asset_id
    from last_day
    cross join written_last_day

    union

    select
        null as date_day,
        coalesce(span.asset_id, written.asset_id) as asset_id
    from span
    full join written on span.asset_id = written.asset_id
    left join entity on span.asset_id = entity.entity_id
    where
        {{ differ('span.first_day', 'written.first_day') }}
        or span.last_day > {{ add_days('written.last_day', usual_day_count()) }}
        or written.last_day > {{ add_days('span.last_day', usual_day_count()) }}
        or {{ differ('entity.slug', 'written.slug') }}
        or {{ differ('entity.name', 'written.name') }}
        or {{ differ('entity.symbol', 'written.symbol') }}
)

select * from final

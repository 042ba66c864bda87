{#-
    Also the days of assets that are called otherwise since the seeds were changed, and the days that the calendar
    lacks, or holds in vain, since the first or the last day is another one; the marts are read by name, since a
    reference would close a circle.
-#}
{{ config(materialized='table') }}

{%- set written_mart = table_left_by_earlier_build('marts', 'asset_daily') %}
{%- set calendar = table_left_by_earlier_build('marts', 'publication_calendar') or 'calendar_day' %}

with article as (
    select * from {{ ref('article') }}
),

price_snapshot as (
    select * from {{ ref('price_snapshot') }}
),

entity as (
    select * from {{ ref('entity') }}
),

touched_article as (
    select * from {{ ref('stg_touched_article') }}
),

former_day as (
    select * from {{ ref('stg_former_day') }}
),

bounds as (
    select
        min({{ article_day() }}) as first_day,
        max({{ article_day() }}) as last_day
    from article
    where is_current
),

calendar_day as (
    select {{ days_from_to('first_day', 'last_day') }} as date_day
    from bounds
),

calendar_change as (
    select calendar_day.date_day
    from calendar_day
    left join {{ calendar }} as shown_day on calendar_day.date_day = shown_day.date_day
    where shown_day.date_day is null
    union
    select shown_day.date_day
    from {{ calendar }} as shown_day
    left join calendar_day on shown_day.date_day = calendar_day.date_day
    where calendar_day.date_day is null
),

changed as (
    select date_day from former_day
    union
    select date_day from calendar_change
    union
    select {{ article_day() }} as date_day
    from article
    where article_id in (select touched_article.article_id from touched_article)
    union
    select {{ price_day() }} as date_day
    from price_snapshot
    where article_id in (select touched_article.article_id from touched_article)
    {%- if written_mart %}
        union
        select date_day
        from {{ written_mart }}
        left join entity on asset_id = entity_id
        where
            slug is distinct from asset_slug
            or name is distinct from asset_name
            or symbol is distinct from asset_symbol
    {%- endif %}
),

final as (
    select
        date_day,
        {{ week_start('date_day') }} as week_start
    from changed
)

select * from final

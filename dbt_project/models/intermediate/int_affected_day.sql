{#-
    Also the days of assets that are called otherwise since the seeds were changed; the mart is read by name, since
    a reference would close a circle.
-#}
{{ config(materialized='table') }}

{%- set written_mart = table_left_by_earlier_build('marts', 'asset_daily') %}

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

final as (
    select date_day from former_day
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
)

select * from final

{#-
    The days that an article counted for before a build rewrites it: marts of days are written anew for those, too.
    So this table reads core before it is rewritten, by name, since a reference would close a circle. Rows stay
    while their article is touched: after a build that was killed, the next still knows them.
-#}
{{ config(materialized='table') }}

{%- set written_article = table_left_by_earlier_build('core', 'article') %}
{%- set written_price = table_left_by_earlier_build('core', 'price_snapshot') %}
{%- set remembered = table_left_by_earlier_build('staging', 'stg_former_day') %}

with touched_article as (
    select * from {{ ref('stg_touched_article') }}
),

former as (
    select
        article_id,
        cast(null as date) as date_day
    from touched_article
    where false
    {%- if written_article %}

        union

        select
            article_id,
            {{ article_day() }} as date_day
        from {{ written_article }}
        where article_id in (select touched_article.article_id from touched_article)
    {%- endif %}
    {%- if written_price %}

        union

        select
            article_id,
            {{ price_day() }} as date_day
        from {{ written_price }}
        where article_id in (select touched_article.article_id from touched_article)
    {%- endif %}
    {%- if remembered %}

        union

        select
            article_id,
            date_day
        from {{ remembered }}
        where article_id in (select touched_article.article_id from touched_article)
    {%- endif %}
),

final as (
    select * from former
)

select * from final

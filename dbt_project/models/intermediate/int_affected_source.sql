{#-
    A source that loses an article without another one of its articles being touched has fewer than its mart says;
    the mart is read by name, since a reference would close a circle.
-#}
{{ config(materialized='table') }}

{%- set written_mart = table_left_by_earlier_build('marts', 'source_timing') %}

with article as (
    select * from {{ ref('article') }}
),

touched_article as (
    select * from {{ ref('stg_touched_article') }}
),

counted as (
    select
        {{ source_label('source_name') }} as source_name,
        count(*) as article_count
    from article
    where is_current and {{ is_hour_known() }}
    group by {{ source_label('source_name') }}
),

written as (
    {%- if written_mart %}
        select
            source_name,
            sum(article_count) as article_count
        from {{ written_mart }}
        group by source_name
    {%- else %}
        select
            source_name,
            article_count
        from counted
        where false
    {%- endif %}
),

final as (
    select {{ source_label('source_name') }} as source_name
    from article
    where article_id in (select touched_article.article_id from touched_article)
    union
    select coalesce(counted.source_name, written.source_name) as source_name
    from counted
    full join written on counted.source_name = written.source_name
    where {{ differ('counted.article_count', 'written.article_count') }}
)

select * from final

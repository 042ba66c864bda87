{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_day'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

mention as (
    select * from {{ ref('mention') }}
),

entity as (
    select * from {{ ref('entity') }}
),

timed_article as (
    select
        article_id,
        document_id,
        source_name,
        is_time_zone_assumed,
        date_trunc('hour', published_at) as published_hour,
        {{ article_day() }} as date_day
    from article
    where
        is_current
        and {{ is_hour_known() }}
        and {{ is_touched(article_day(), 'int_affected_day.date_day') }}
),

counted as (
    select
        timed_article.published_hour,
        timed_article.date_day,
        mention.entity_id as asset_id,
        {{ mention_figures('timed_article') }},
        count(distinct timed_article.article_id) filter (where timed_article.is_time_zone_assumed)
            as zone_assumed_article_count
    from mention
    inner join timed_article on mention.document_id = timed_article.document_id
    where mention.entity_type = 'asset' and {{ is_own_mention('mention') }}
    group by timed_article.published_hour, timed_article.date_day, mention.entity_id
),

final as (
    select
        counted.published_hour,
        counted.date_day,
        counted.asset_id,
        entity.slug as asset_slug,
        entity.name as asset_name,
        entity.symbol as asset_symbol,
        counted.mention_count,
        counted.article_count,
        counted.source_count,
        counted.zone_assumed_article_count
    from counted
    inner join entity on counted.asset_id = entity.entity_id
)

select * from final

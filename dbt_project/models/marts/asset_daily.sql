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

price_snapshot as (
    select * from {{ ref('price_snapshot') }}
),

entity as (
    select * from {{ ref('entity') }}
),

dated_article as (
    select
        article_id,
        document_id,
        {{ article_day() }} as date_day
    from article
    where
        is_current
        and {{ is_touched(article_day(), 'int_affected_day.date_day') }}
),

counted as (
    select
        dated_article.date_day,
        mention.entity_id as asset_id,
        count(*) as mention_count,
        count(*) filter (where mention.section = 'headline') as headline_mention_count,
        count(distinct dated_article.article_id) as article_count
    from mention
    inner join dated_article on mention.document_id = dated_article.document_id
    where
        mention.entity_type = 'asset'
        and mention.section in ('headline', 'body')
        and not mention.is_copy
    group by dated_article.date_day, mention.entity_id
),

priced as (
    select
        {{ price_day() }} as date_day,
        asset_id,
        currency,
        price,
        change_pct,
        {{ sort_key(['coalesce(as_of_min, as_of_max)', 'price_snapshot_id']) }} as sort_key
    from price_snapshot
    where
        asset_id is not null
        and price is not null
        and currency = 'USD'
        and {{ is_touched(price_day(), 'int_affected_day.date_day') }}
),

daily_price as (
    select
        date_day,
        asset_id,
        {{ last_value_by('price', 'sort_key') }} as price_usd,
        min(price) as low_price_usd,
        max(price) as high_price_usd,
        count(*) as price_snapshot_count
    from priced
    group by date_day, asset_id
),

combined as (
    select
        coalesce(counted.date_day, daily_price.date_day) as date_day,
        coalesce(counted.asset_id, daily_price.asset_id) as asset_id,
        coalesce(counted.mention_count, 0) as mention_count,
        coalesce(counted.headline_mention_count, 0) as headline_mention_count,
        coalesce(counted.article_count, 0) as article_count,
        daily_price.price_usd,
        daily_price.low_price_usd,
        daily_price.high_price_usd,
        coalesce(daily_price.price_snapshot_count, 0) as price_snapshot_count
    from counted
    full join daily_price
        on counted.date_day = daily_price.date_day and counted.asset_id = daily_price.asset_id
),

final as (
    select
        combined.date_day,
        combined.asset_id,
        entity.slug as asset_slug,
        entity.name as asset_name,
        entity.symbol as asset_symbol,
        combined.mention_count,
        combined.headline_mention_count,
        combined.article_count,
        cast(
            100.0 * combined.mention_count
            / nullif(sum(combined.mention_count) over (partition by combined.date_day), 0)
            as decimal(9, 4)
        ) as share_of_voice_pct,
        combined.price_usd,
        combined.low_price_usd,
        combined.high_price_usd,
        combined.price_snapshot_count
    from combined
    inner join entity on combined.asset_id = entity.entity_id
)

select * from final

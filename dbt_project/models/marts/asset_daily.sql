{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_day'}}
) }}

with asset_day as (
    select * from {{ ref('int_asset_day') }}
    where {{ is_touched('date_day', 'int_affected_day') }}
),

price_snapshot as (
    select * from {{ ref('price_snapshot') }}
),

entity as (
    select * from {{ ref('entity') }}
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
        coalesce(asset_day.date_day, daily_price.date_day) as date_day,
        coalesce(asset_day.asset_id, daily_price.asset_id) as asset_id,
        coalesce(asset_day.mention_count, 0) as mention_count,
        coalesce(asset_day.headline_mention_count, 0) as headline_mention_count,
        coalesce(asset_day.article_count, 0) as article_count,
        daily_price.price_usd,
        daily_price.low_price_usd,
        daily_price.high_price_usd,
        coalesce(daily_price.price_snapshot_count, 0) as price_snapshot_count
    from asset_day
    full join daily_price
        on asset_day.date_day = daily_price.date_day and asset_day.asset_id = daily_price.asset_id
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
        {{ share_of_voice_pct('combined.mention_count', 'combined.date_day') }} as share_of_voice_pct,
        combined.price_usd,
        combined.low_price_usd,
        combined.high_price_usd,
        combined.price_snapshot_count
    from combined
    inner join entity on combined.asset_id = entity.entity_id
)

select * from final

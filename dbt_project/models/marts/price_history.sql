{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'int_affected_article'}}
) }}

with price_snapshot as (
    select * from {{ ref('price_snapshot') }}
    where {{ is_touched('article_id', 'int_affected_article') }}
),

article as (
    select * from {{ ref('article') }}
),

entity as (
    select * from {{ ref('entity') }}
),

final as (
    select
        price_snapshot.price_snapshot_id,
        price_snapshot.asset_id,
        entity.slug as asset_slug,
        price_snapshot.asset_name,
        price_snapshot.asset_symbol,
        price_snapshot.price,
        price_snapshot.currency,
        price_snapshot.change_pct,
        price_snapshot.as_of_min,
        price_snapshot.as_of_max,
        price_snapshot.is_asset_in_body,
        price_snapshot.article_id,
        price_snapshot.document_id,
        price_snapshot.char_start,
        price_snapshot.char_end
    from price_snapshot
    inner join article on price_snapshot.document_id = article.document_id
    left join entity on price_snapshot.asset_id = entity.entity_id
)

select * from final

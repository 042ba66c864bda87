{{ config(materialized='table') }}

with assets as (
    select * from {{ ref('assets') }}
),

organisations as (
    select * from {{ ref('organisations') }}
),

people as (
    select * from {{ ref('people') }}
),

products as (
    select * from {{ ref('products') }}
),

mention as (
    select * from {{ ref('stg_mention') }}
),

listed as (
    select
        slug,
        name,
        'asset' as entity_type,
        kind,
        symbol,
        market_cap_rank
    from assets
    union all
    select
        slug,
        name,
        'organisation' as entity_type,
        kind,
        null as symbol,
        null as market_cap_rank
    from organisations
    union all
    select
        slug,
        name,
        'person' as entity_type,
        kind,
        null as symbol,
        null as market_cap_rank
    from people
    union all
    select
        slug,
        name,
        'product' as entity_type,
        kind,
        null as symbol,
        null as market_cap_rank
    from products
),

-- Also what was listed when it was found, and is not any more.
provisional as (
    select
        mention.slug,
        min(mention.name) as name,
        mention.entity_type,
        null as kind,
        min(mention.symbol) as symbol,
        null as market_cap_rank
    from mention
    left join listed on mention.slug = listed.slug and mention.entity_type = listed.entity_type
    where mention.is_accepted and listed.slug is null
    group by mention.slug, mention.entity_type
),

combined as (
    select
        *,
        false as is_provisional
    from listed
    union all
    select
        *,
        true as is_provisional
    from provisional
),

final as (
    select
        {{ hash_id(['entity_type', 'slug']) }} as entity_id,
        slug,
        name,
        entity_type,
        kind,
        symbol,
        market_cap_rank,
        is_provisional
    from combined
)

select * from final

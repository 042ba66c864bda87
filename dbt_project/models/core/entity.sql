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

provisional_entity as (
    select * from {{ ref('stg_provisional_entity') }}
),

mention as (
    select * from {{ ref('mention') }}
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

provisional as (
    select
        provisional_entity.slug,
        min(provisional_entity.name) as name,
        provisional_entity.entity_type,
        null as kind,
        min(provisional_entity.symbol) as symbol,
        null as market_cap_rank
    from provisional_entity
    left join listed
        on provisional_entity.slug = listed.slug and provisional_entity.entity_type = listed.entity_type
    where listed.slug is null
    group by provisional_entity.slug, provisional_entity.entity_type
),

-- Before the first build nothing was listed but what is.
written as (
    select
        slug,
        name,
        entity_type,
        kind,
        symbol,
        market_cap_rank
    from {{ table_left_by_earlier_build('core', 'entity') or 'listed' }}
),

-- What was listed when it was found, and is not any more, until its documents are read again.
formerly_listed as (
    select written.*
    from written
    left join listed on written.slug = listed.slug and written.entity_type = listed.entity_type
    left join provisional
        on written.slug = provisional.slug and written.entity_type = provisional.entity_type
    where
        listed.slug is null
        and provisional.slug is null
        and {{ hash_id(['written.entity_type', 'written.slug']) }} in (select mention.entity_id from mention)
),

unlisted as (
    select * from provisional
    union all
    select
        slug,
        name,
        entity_type,
        null as kind,
        symbol,
        null as market_cap_rank
    from formerly_listed
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
    from unlisted
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

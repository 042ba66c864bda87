{{ config(materialized='table') }}

with entity as (
    select * from {{ ref('entity') }}
),

aliases as (
    select * from {{ ref('aliases') }}
),

own as (
    select
        slug,
        name as alias,
        'name' as rule
    from entity
    where not is_provisional
    union
    select
        slug,
        symbol as alias,
        'symbol' as rule
    from entity
    where symbol is not null and not is_provisional
),

combined as (
    select
        coalesce(own.slug, aliases.slug) as slug,
        coalesce(own.alias, aliases.alias) as alias,
        coalesce(own.rule, aliases.rule) as rule,
        coalesce(aliases.needs_evidence, false) as needs_evidence
    from own
    full join aliases
        on
            own.slug = aliases.slug
            and own.alias = aliases.alias
            and own.rule = aliases.rule
),

final as (
    select
        entity.entity_id,
        combined.alias,
        combined.rule,
        combined.needs_evidence
    from combined
    inner join entity on combined.slug = entity.slug and not entity.is_provisional
)

select * from final

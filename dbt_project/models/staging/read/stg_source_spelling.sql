with sources as (
    select * from {{ ref('sources') }}
),

spelled as (
    select
        slug,
        {{ unnest_spellings(['name', 'slug', 'domain'], 'aliases') }} as spelling
    from sources
),

final as (
    select
        {{ title_key('spelling') }} as spelling_key,
        min(slug) as slug
    from spelled
    where {{ title_key('spelling') }} is not null
    group by {{ title_key('spelling') }}
)

select * from final

with sources as (
    select * from {{ ref('sources') }}
),

spelled as (
    select
        slug,
        unnest(list_concat([name, slug, domain], string_split(coalesce(aliases, ''), '|'))) as spelling
    from sources
),

final as (
    select
        {{ title_key('spelling') }} as spelling_key,
        min(slug) as slug
    from spelled
    where {{ title_key('spelling') }} is not null
    group by all
)

select * from final

{#- An article that comes, goes or changes may be like those of its day and of the days that follow. -#}
{{ config(materialized='table') }}

with affected_day as (
    select * from {{ ref('int_affected_day') }}
),

day_after as (
    select {{ integers_from_to(0, story_day_count()) }} as day_count
),

final as (
    select distinct {{ add_days('affected_day.date_day', 'day_after.day_count') }} as date_day
    from affected_day
    cross join day_after
)

select * from final

-- Which values were left out because they cannot be true?
-- Each is null in its row, named in impossible_values, and kept as it stands in its _raw column.
with left_out as (
    select
        'core.article' as table_name,
        unnest(impossible_values) as column_name
    from core.article
    union all
    select
        'core.price_snapshot' as table_name,
        unnest(impossible_values) as column_name
    from core.price_snapshot
    union all
    select
        'core.related_link' as table_name,
        unnest(impossible_values) as column_name
    from core.related_link
)

select
    table_name,
    column_name,
    count(*) as row_count
from left_out
group by table_name, column_name
order by table_name, column_name;

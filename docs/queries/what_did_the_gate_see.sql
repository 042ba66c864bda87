-- What did the gate look at when it last decided, table by table?
select
    result.table_name,
    count(*) as check_count,
    count(*) filter (where result.is_success) as passed_count,
    count(*) filter (where not result.is_success and result.severity = 'warning') as warned_count
from quality.validation_result as result
where
    result.validation_run_id = (
        select max_by(run.validation_run_id, run.finished_at) from quality.validation_run as run
    )
group by result.table_name
order by result.table_name;

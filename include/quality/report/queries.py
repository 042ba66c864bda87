"""The queries behind the figures of the quality page, which shows them too: each runs as it stands."""

HISTORY_DAYS = 30
MAX_LOADS = 30
MAX_PROBLEMS = 50
MAX_INCIDENTS = 50
MAX_SET_ASIDE = 50
MAX_SAMPLE_ROWS = 5
MAX_FEEDS = 100

FRESHNESS_COLUMNS = {
    "raw.load": "landed_at",
    "raw.document": "landed_at",
    "raw.landing_event": "found_at",
    "core.article": "published_at",
    "core.related_link": "published_at",
    "core.price_snapshot": "as_of_max",
    "marts.article_overview": "published_at",
    "marts.asset_daily": "date_day",
    "marts.asset_attention": "date_day",
    "marts.asset_hourly": "published_hour",
    "marts.source_daily": "date_day",
    "marts.publication_calendar": "date_day",
    "marts.price_history": "as_of_max",
    "marts.related_link_graph": "to_published_at",
    "marts.entity_cooccurrence": "week_start",
    "marts.story_article": "published_at",
    "marts.story": "last_published_at",
    "marts.syndication": "published_at",
}
"""The column whose newest value says how far a table reaches; the other tables have no time of their own."""

LATEST_RUN = """\
select
    validation_run_id, finished_at, is_accepted, load_ids,
    document_count, passed_count, warned_count, failed_count
from quality.validation_run
order by finished_at desc, validation_run_id
limit 1"""

REFUSED_LOADS = "select count(*) from quality.load_verdict where not is_accepted"

_LATEST_RUN_ID = """
    select validation_run_id
    from quality.validation_run
    order by finished_at desc, validation_run_id
    limit 1
"""

PROBLEMS = f"""\
select
    result.table_name, result.check_name, result.status,
    result.unexpected_count, result.observed_value, result.reason,
    coalesce(
        list(failure.row_values order by failure.failure_no)
        filter (failure.failure_no <= {MAX_SAMPLE_ROWS}),
        []
    ) as sample_rows
from quality.validation_result as result
left join quality.validation_failure as failure
    using (validation_run_id, table_name, check_name)
where not result.is_success and validation_run_id = ({_LATEST_RUN_ID})
group by all
order by result.status, any_value(result.check_no)
limit {MAX_PROBLEMS}"""

# What an expectation finds in the latest run is told with its problems.
INCIDENTS = f"""\
select
    incident.kind, incident.metric_or_check, incident.dimension, incident.severity,
    incident.opened_at, incident.last_seen_at, incident.detail, incident.sample_document_ids,
    coalesce(
        list(failure.row_values order by failure.failure_no)
        filter (failure.failure_no <= {MAX_SAMPLE_ROWS}),
        []
    ) as sample_rows
from quality.incident as incident
left join quality.validation_failure as failure
    on
        incident.last_seen_run_id = failure.validation_run_id
        and incident.dimension = failure.table_name || '.' || failure.check_name
where
    incident.state <> 'resolved'
    and not (incident.kind = 'expectation' and incident.last_seen_run_id = ({_LATEST_RUN_ID}))
group by all
order by any_value(list_position(['critical', 'warning', 'info'], incident.severity)), incident.opened_at desc
limit {MAX_INCIDENTS}"""

HISTORY_STATES = f"""\
select state, count(*) as figure_count
from quality.metric_result
where validation_run_id = ({_LATEST_RUN_ID})
group by all
order by figure_count desc, state"""

SET_ASIDE = f"""\
select
    document_id, min(set_aside_at) as set_aside_at,
    list_sort(list(distinct table_name || ' ' || check_name)) as check_names,
    any_value(reason) as reason, count(*) over () as document_count
from quality.set_aside_document
where closed_at is null
group by document_id
order by set_aside_at desc, document_id
limit {MAX_SET_ASIDE}"""

TABLE_STATUSES = f"""\
select
    table_name,
    count(*) filter (status = 'passed') as passed_count,
    count(*) filter (status = 'warned') as warned_count,
    count(*) filter (status = 'failed') as failed_count
from quality.validation_result
where validation_run_id = ({_LATEST_RUN_ID})
group by table_name"""

CHECKED_ROWS = f"""\
with last_run as (
    select max(cast(finished_at as date)) as date_day from quality.validation_run
),

run as (
    select
        validation_run_id,
        last_run.date_day - cast(finished_at as date) as age_days
    from quality.validation_run
    cross join last_run
    where last_run.date_day - cast(finished_at as date) < {HISTORY_DAYS}
),

batch as (
    select table_name, validation_run_id, max(element_count) as row_count
    from quality.validation_result
    where validation_run_id in (select validation_run_id from run)
    group by table_name, validation_run_id
)

select
    batch.table_name,
    run.age_days,
    cast(sum(batch.row_count) as bigint) as row_count
from batch
inner join run on batch.validation_run_id = run.validation_run_id
where batch.row_count is not null
group by all"""

LOADS = f"""\
select
    load.load_id, load.landed_at, load.found_count, load.landed_count,
    load.duplicate_count, load.quarantined_count, verdict.is_accepted
from raw.load
left join quality.load_verdict as verdict on load.load_id = verdict.load_id
order by load.landed_at desc, load.load_id
limit {MAX_LOADS}"""


FEEDS = f"""\
with poll as (
    select *, max(started_at) over () - interval 1 day as day_began_at
    from raw.feed_poll
)

select
    arg_max(address, started_at) as address,
    max(started_at) as last_poll_at,
    arg_max(coalesce(reason, outcome), started_at) as last_outcome,
    count(*) filter (started_at > day_began_at) as poll_count,
    coalesce(sum(new_item_count + changed_item_count) filter (started_at > day_began_at), 0) as item_count,
    count(*) filter (outcome = 'failed' and started_at > day_began_at) as error_count,
    arg_max(median_lag_seconds, started_at) filter (
        median_lag_seconds is not null and started_at > day_began_at
    ) as lag_seconds
from poll
group by feed_id
order by error_count > 0 desc, address, feed_id
limit {MAX_FEEDS}"""


def volume_and_freshness(table_name: str, column_names: set[str]) -> str:
    """How much a table holds, and how far it reaches where it has a time of its own."""
    column = FRESHNESS_COLUMNS.get(table_name)
    newest = f"max({column})" if column in column_names else "null"
    return f"select count(*) as row_count, {newest} as newest from {table_name}"

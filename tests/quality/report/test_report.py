"""The report says what the warehouse holds, and stays the same size."""

import pytest

import expectations
from expectations.declared import columns
from include.quality.report.queries import FRESHNESS_COLUMNS, HISTORY_DAYS, MAX_LOADS
from include.quality.report.summary import collect
from include.tables.create import create_tables
from include.warehouse import writer

RUN = """
    insert into quality.validation_run values ('{id}', ['{id}'], '{at}', '{at}', {ok}, 2, 1, 0, 7);
    insert into raw.load values ('{id}', '{at}', 7, 7, 0, 0);
    insert into quality.load_verdict values ('{id}', '{id}', {ok}, '{at}');
    insert into quality.validation_result by name
    select
        '{id}' as validation_run_id,
        'core.article' as table_name,
        'type' as expectation_type,
        'Reason.' as reason,
        * exclude (rows),
        rows as element_count,
        status = 'passed' as is_success
    from (
        values
            ('a', 1, 'critical', 'passed', {rows}, 0, null),
            ('b', 2, 'critical', 'passed', {rows}, 0, null),
            ('c', 3, 'warning', 'warned', null, 9, '9 rows')
    ) as result (check_name, check_no, severity, status, rows, unexpected_count, observed_value);
    insert into quality.validation_failure
    select '{id}', 'core.article', 'c', unnest(range(1, 10)), null, null, null, 'row';
"""


@pytest.fixture
def runs(waiting, spoil):
    def insert(**runs):
        with writer(waiting) as connection:
            create_tables(connection)
        for run_id, (at, is_accepted, rows) in runs.items():
            spoil(RUN.format(id=run_id, at=at, ok=is_accepted, rows=rows))

    return insert


@pytest.fixture
def collected(waiting):
    def read():
        with writer(waiting) as connection:
            return collect(connection)

    return read


def test_nothing_validated_yet_is_healthy_and_shows_the_waiting_load(collected, runs):
    runs()
    found = collected()
    assert (found.run, found.tables, found.problems, found.is_healthy) == (None, [], [], True)
    assert [load.is_accepted for load in found.loads] == [None]


def test_latest_run_speaks(collected, runs):
    runs(old=("2026-03-01 10:00:00+00", False, 5), new=("2026-03-02 10:00:00+00", True, 6))
    found = collected()
    assert found.run.validation_run_id == "new"
    assert [table.table_name for table in found.tables] == [table.TABLE for table in expectations.tables()]
    article = next(table for table in found.tables if table.table_name == "core.article")
    assert (article.passed_count, article.warned_count, article.failed_count) == (2, 1, 0)
    assert article.pass_rate_pct == pytest.approx(66.7, abs=0.1)
    assert article.row_count > 0


def test_load_that_stands_refused_is_unhealthy_though_the_latest_run_passed(collected, runs):
    runs(old=("2026-03-01 10:00:00+00", False, 5), new=("2026-03-02 10:00:00+00", True, 6))
    found = collected()
    assert (found.run.is_accepted, found.refused_load_count, found.is_healthy) == (True, 1, False)


def test_history_adds_up_a_day_and_forgets_what_is_older(collected, runs):
    runs(
        ancient=("2026-01-01 10:00:00+00", True, 1000),
        first=("2026-03-01 10:00:00+00", True, 5),
        second=("2026-03-01 12:00:00+00", True, 7),
        last=("2026-03-03 10:00:00+00", True, 1),
    )
    article = next(table for table in collected().tables if table.table_name == "core.article")
    assert len(article.checked_counts) == HISTORY_DAYS
    assert article.checked_counts[-3:] == [12, 0, 1]
    assert sum(article.checked_counts) == 13


def test_sample_of_a_problem_is_short_and_so_is_the_list_of_loads(collected, runs, spoil):
    runs(run=("2026-03-01 10:00:00+00", True, 1))
    spoil(f"insert into raw.load select 'load' || n, now(), 1, 1, 0, 0 from range({MAX_LOADS}) as _ (n)")
    found = collected()
    (problem,) = found.problems
    assert (problem.status, problem.unexpected_count, problem.sample_rows) == ("warned", 9, ["row"] * 5)
    assert len(found.loads) == MAX_LOADS


def incident(number, kind, severity, state, run_id, where):
    return f"""
        insert into quality.incident by name select
            '{number}' as incident_id, '{kind}' as kind, 'c' as metric_or_check, '{where}' as dimension,
            '{severity}' as severity, '{state}' as state, 'What to do.' as detail,
            timestamptz '2026-03-01 10:00:00+00' as opened_at, '{run_id}' as opened_run_id,
            timestamptz '2026-03-02 10:00:00+00' as last_seen_at, '{run_id}' as last_seen_run_id,
            ['d1'] as sample_document_ids;
    """


def test_open_incidents_are_told_once_the_gravest_first(collected, runs, spoil):
    runs(old=("2026-03-01 10:00:00+00", True, 5), new=("2026-03-02 10:00:00+00", True, 6))
    spoil(
        incident(1, "source_stopped", "warning", "opened", "new", "Coin Gazette")
        + incident(2, "volume", "critical", "resolved", "old", "all")
        + incident(3, "expectation", "critical", "still_open", "old", "core.article.c")
        + incident(4, "expectation", "critical", "opened", "new", "core.article.c")
    )
    found = collected()
    assert [(one.kind, one.dimension) for one in found.incidents] == [
        ("expectation", "core.article.c"),
        ("source_stopped", "Coin Gazette"),
    ]
    assert [one.sample_rows for one in found.incidents] == [["row"] * 5, []]
    assert found.incidents[1].sample_document_ids == ["d1"]


@pytest.mark.parametrize(("severity", "is_healthy"), [("critical", False), ("warning", True)])
def test_critical_incident_is_unhealthy(collected, runs, spoil, severity, is_healthy):
    runs(only=("2026-03-01 10:00:00+00", True, 5))
    spoil(incident(1, "volume", severity, "opened", "only", "all"))
    assert collected().is_healthy is is_healthy


def test_figures_without_enough_history_are_counted_as_such(collected, runs, spoil):
    runs(only=("2026-03-01 10:00:00+00", True, 5))
    spoil("""
        insert into quality.metric_result by name select
            'only' as validation_run_id, 'article_count' as metric, 'source' as dimension,
            dimension_value, 'volume' as kind, state, 1 as observed_value, 0 as point_count
        from (values ('a', 'ok'), ('b', 'not_enough_history'), ('c', 'not_enough_history'))
            as result (dimension_value, state)
    """)
    assert collected().history_states == {"not_enough_history": 2, "ok": 1}


def test_documents_set_aside_wait_until_they_are_closed(collected, runs, spoil):
    runs(only=("2026-03-01 10:00:00+00", True, 5))
    assert collected().set_aside_count == 0
    spoil("""
        create or replace table quality.set_aside_document as
        select
            document_id, 'only' as validation_run_id, 'core.article' as table_name, check_name,
            'Reason.' as reason, timestamptz '2026-03-01 10:00:00+00' as set_aside_at,
            closed_at::timestamptz as closed_at, null::varchar as closed_as
        from (values ('a', 'x', null), ('a', 'y', null), ('b', 'x', null), ('c', 'x', '2026-03-02'))
            as document (document_id, check_name, closed_at)
    """)
    found = collected()
    assert found.set_aside_count == 2
    assert [(one.document_id, one.check_names) for one in found.set_aside] == [
        ("a", ["core.article x", "core.article y"]),
        ("b", ["core.article x"]),
    ]


def test_what_is_missing_is_reported_and_not_stumbled_over(collected, runs, spoil):
    runs(only=("2026-03-01 10:00:00+00", False, 5))
    spoil("drop table core.mention; alter table core.article drop column published_at")
    tables = {table.table_name: table for table in collected().tables}
    assert tables["core.mention"].row_count is None
    assert tables["core.article"].newest is None


def test_freshness_is_read_from_columns_that_exist():
    assert [name for name, column in FRESHNESS_COLUMNS.items() if column not in columns(name)] == []

"""The report says what the warehouse holds, and stays the same size."""

import pytest

import expectations
from include.quality import report
from include.quality.report import FRESHNESS_COLUMNS, HISTORY_DAYS, collect
from include.quality.tables import create_quality_tables
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
            create_quality_tables(connection)
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


def test_sample_of_a_problem_is_short_and_so_is_the_list_of_loads(collected, runs, monkeypatch):
    monkeypatch.setattr(report, "MAX_LOADS", 2)
    runs(**{f"run{number}": (f"2026-03-0{number} 10:00:00+00", True, 1) for number in range(1, 5)})
    found = collected()
    (problem,) = found.problems
    assert (problem.status, problem.unexpected_count, problem.sample_rows) == ("warned", 9, ["row"] * 5)
    assert len(found.loads) == 2


def test_what_is_missing_is_reported_and_not_stumbled_over(collected, runs, spoil):
    runs(only=("2026-03-01 10:00:00+00", False, 5))
    spoil("drop table core.mention; alter table core.article drop column published_at")
    tables = {table.table_name: table for table in collected().tables}
    assert tables["core.mention"].row_count is None
    assert tables["core.article"].newest is None


def test_freshness_is_read_from_columns_that_exist():
    columns = {table.TABLE: table.COLUMNS for table in expectations.tables()}
    assert [name for name, column in FRESHNESS_COLUMNS.items() if column not in columns[name]] == []

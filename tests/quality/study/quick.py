"""The build and the gate of the study, without what takes most of their time and decides nothing.

That is the start of dbt, which a process does once and its forks need not repeat, and the machinery of Great
Expectations around each query. A test holds its answers against these.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

import expectations
from include.quality.audit.answers import check_result, unreadable
from include.quality.model import MAX_FETCHED_ROWS, Audit, Batch, CheckResult
from include.settings import PROJECT_ROOT, Settings
from include.text_functions.batches import warm_up
from include.transform import TransformError

BATCH = "batch_of_table"
CONDITIONS = {
    "expect_column_values_to_not_be_null": "{column} is null",
    "expect_column_values_to_be_in_set": "{column} not in {value_set}",
    "expect_column_values_to_be_between": "({column} < {min_value} or {column} > {max_value})",
}


def get_ready() -> None:
    """Import and load once what every fork of this process needs."""
    import dbt.cli.main  # noqa: F401
    import great_expectations  # noqa: F401

    warm_up(str(PROJECT_ROOT / "seeds"))


@contextmanager
def by_sql() -> Iterator[None]:
    """Let the gate ask the queries of its suites alone."""
    with patch("include.quality.gate.run_suites", run_suites_by_sql):
        yield


@contextmanager
def in_forks() -> Iterator[None]:
    """Let dbt run in forks of this process."""
    with patch("include.transform.run_dbt", _run_dbt):
        yield


def run_suites_by_sql(warehouse_path: Path, batch: Batch, data_docs_dir: Path) -> Audit:
    """What the suites find, by their queries; no pages are written."""
    started_at = datetime.now(UTC)
    with duckdb.connect(str(warehouse_path), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        results = [result for table in expectations.tables() for result in _audited(connection, table)]
    return Audit(batch, started_at, datetime.now(UTC), tuple(results))


def _audited(
    connection: duckdb.DuckDBPyConnection, table: expectations.TableExpectations
) -> list[CheckResult]:
    try:
        connection.execute(f"create or replace temp table {BATCH} as {table.BATCH_QUERY}")
    except duckdb.Error as error:
        return [unreadable(table.TABLE, str(error))]
    return [
        check_result(table.TABLE, _answer(connection, table, expectation))
        for expectation in table.suite().expectations
    ]


def _answer(
    connection: duckdb.DuckDBPyConnection, table: expectations.TableExpectations, expectation: Any
) -> dict[str, Any]:
    """What Great Expectations would answer, as JSON."""
    configuration = expectation.configuration.to_json_dict()
    answer = {"expectation_config": configuration, "exception_info": {"raised_exception": False}}
    try:
        success, found = _found(connection, table, expectation, configuration)
    except duckdb.Error as error:
        raised = {"raised_exception": True, "exception_message": str(error)}
        return answer | {"exception_info": raised, "success": False, "result": {}}
    return answer | {"success": success, "result": found}


def _found(
    connection: duckdb.DuckDBPyConnection,
    table: expectations.TableExpectations,
    expectation: Any,
    configuration: dict[str, Any],
) -> tuple[bool, dict[str, Any]]:
    if configuration["type"] not in CONDITIONS:
        row_count, rows = _rows(connection, expectation.unexpected_rows_query.format(batch=BATCH))
        return row_count == 0, {"observed_value": row_count, "details": {"unexpected_rows": rows}}
    arguments = configuration["kwargs"]
    values = {
        "column": arguments["column"],
        "value_set": tuple(arguments.get("value_set", ())),
        "min_value": _or_infinite(arguments.get("min_value"), "-"),
        "max_value": _or_infinite(arguments.get("max_value"), ""),
    }
    condition = CONDITIONS[configuration["type"]].format(**values)
    keys = dict.fromkeys([arguments["column"], *table.KEY_COLUMNS])
    row_count, rows = _rows(connection, f"select {', '.join(keys)} from {BATCH} where {condition}")
    ((element_count,),) = connection.execute(f"select count(*) from {BATCH}").fetchall()
    found = {
        "element_count": element_count,
        "unexpected_count": row_count,
        "partial_unexpected_index_list": rows,
    }
    return row_count == 0, found


def _or_infinite(bound: float | None, sign: str) -> str:
    return f"'{sign}infinity'::double" if bound is None else str(bound)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, list[dict[str, Any]]]:
    """How many rows there are, and the first of them."""
    cursor = connection.execute(query)
    names = [column for column, *_ in cursor.description]
    rows = cursor.fetchall()
    return len(rows), [dict(zip(names, row, strict=True)) for row in rows[:MAX_FETCHED_ROWS]]


def _run_dbt(settings: Settings, *arguments: str) -> None:
    """Run dbt in a fork, where it finds its modules and the lists of names loaded."""
    child = os.fork()
    if child == 0:
        is_done = False
        try:
            is_done = _invoke_dbt(settings, *arguments)
        finally:
            # Not by an exception: what the parent has open is the parent's to close.
            os._exit(0 if is_done else 1)
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise TransformError(f"dbt failed, see {settings.dbt_dir / 'logs' / 'dbt.log'}")


def _invoke_dbt(settings: Settings, *arguments: str) -> bool:
    from dbt.cli.main import dbtRunner

    os.environ.update(settings.environment)
    os.chdir(PROJECT_ROOT)
    options = [
        "--project-dir", str(settings.dbt_project_dir),
        "--profiles-dir", str(settings.dbt_project_dir),
        "--target-path", str(settings.dbt_dir / "target"),
        "--log-path", str(settings.dbt_dir / "logs"),
        "--quiet",
    ]  # fmt: skip
    return dbtRunner().invoke([*arguments, *options]).success

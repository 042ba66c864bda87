"""What the quality page and the terminal show: the gate's latest words, in bounded size."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import duckdb

import expectations

HISTORY_DAYS = 30
MAX_LOADS = 30
MAX_PROBLEMS = 50
MAX_SAMPLE_ROWS = 5

FRESHNESS_COLUMNS = {
    "raw.load": "landed_at",
    "raw.document": "landed_at",
    "raw.landing_event": "found_at",
    "core.article": "published_at",
    "core.related_link": "published_at",
    "core.price_snapshot": "as_of_max",
    "marts.article_overview": "published_at",
    "marts.asset_daily": "date_day",
    "marts.source_daily": "date_day",
    "marts.price_history": "as_of_max",
    "marts.related_link_graph": "to_published_at",
}
"""The column whose newest value says how far a table reaches; the other tables have no time of their own."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run of the gate."""

    validation_run_id: str
    finished_at: datetime
    is_accepted: bool
    load_ids: list[str]
    document_count: int
    passed_count: int
    warned_count: int
    failed_count: int


@dataclass(frozen=True, slots=True)
class TableHealth:
    """One table: how much it holds, how far it reaches, and how its expectations came out.

    `checked_counts` are the rows that the gate looked at, one figure a day, the latest day last.
    """

    table_name: str
    row_count: int | None
    newest: datetime | date | None
    passed_count: int
    warned_count: int
    failed_count: int
    checked_counts: list[int]

    @property
    def pass_rate_pct(self) -> float:
        """The share of the table's expectations that held."""
        check_count = self.passed_count + self.warned_count + self.failed_count
        return 100 * self.passed_count / check_count if check_count else 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """One expectation that did not hold in the latest run, with some of the rows."""

    table_name: str
    check_name: str
    status: str
    unexpected_count: int | None
    observed_value: str | None
    reason: str
    sample_rows: list[str]


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One load with its ledger. `is_accepted` is None while it waits for a verdict."""

    load_id: str
    landed_at: datetime
    found_count: int
    landed_count: int
    duplicate_count: int
    quarantined_count: int
    is_accepted: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that is shown. `run` is None where nothing was validated yet."""

    run: RunSummary | None
    refused_load_count: int
    tables: list[TableHealth]
    problems: list[Problem]
    loads: list[LoadEntry]

    @property
    def is_healthy(self) -> bool:
        """Whether the latest run accepted its loads, and no load was left out of what is published."""
        return (self.run is None or self.run.is_accepted) and self.refused_load_count == 0


def collect(connection: duckdb.DuckDBPyConnection) -> Report:
    """Read the report from the warehouse. It says the same until the warehouse changes."""
    run = _latest_run(connection)
    return Report(
        run=run,
        refused_load_count=_count(connection, "quality.load_verdict where not is_accepted"),
        tables=_tables(connection, run) if run else [],
        problems=_problems(connection, run) if run else [],
        loads=_loads(connection),
    )


def _latest_run(connection: duckdb.DuckDBPyConnection) -> RunSummary | None:
    row = connection.execute(
        """
        select
            validation_run_id, finished_at, is_accepted, load_ids,
            document_count, passed_count, warned_count, failed_count
        from quality.validation_run
        order by finished_at desc, validation_run_id
        limit 1
        """
    ).fetchone()
    return None if row is None else RunSummary(*row)


def _tables(connection: duckdb.DuckDBPyConnection, run: RunSummary) -> list[TableHealth]:
    statuses = {
        table_name: counts
        for table_name, *counts in connection.execute(
            """
            select
                table_name,
                count(*) filter (status = 'passed'),
                count(*) filter (status = 'warned'),
                count(*) filter (status = 'failed')
            from quality.validation_result
            where validation_run_id = ?
            group by table_name
            """,
            [run.validation_run_id],
        ).fetchall()
    }
    checked = _checked_counts(connection, run.finished_at.date())
    columns = _columns(connection)
    tables = []
    for name in (table.TABLE for table in expectations.tables()):
        passed_count, warned_count, failed_count = statuses.get(name, [0, 0, 0])
        time_column = FRESHNESS_COLUMNS.get(name)
        tables.append(
            TableHealth(
                table_name=name,
                row_count=_count(connection, name) if name in columns else None,
                newest=(
                    _newest(connection, name, time_column)
                    if time_column in columns.get(name, set()) and time_column
                    else None
                ),
                passed_count=passed_count,
                warned_count=warned_count,
                failed_count=failed_count,
                checked_counts=checked.get(name, [0] * HISTORY_DAYS),
            )
        )
    return tables


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The columns that are really there, by table: a build that broke off is reported as well."""
    rows = connection.execute(
        """
        select concat_ws('.', schema_name, table_name), list(column_name)
        from duckdb_columns()
        where database_name = current_database()
        group by all
        """
    ).fetchall()
    return {table: set(names) for table, names in rows}


def _checked_counts(connection: duckdb.DuckDBPyConnection, last_day: date) -> dict[str, list[int]]:
    """By table, the rows looked at on each of the days up to the last."""
    first_day = last_day - timedelta(days=HISTORY_DAYS - 1)
    rows = connection.execute(
        """
        with batch as (
            select table_name, validation_run_id, max(element_count) as row_count
            from quality.validation_result
            group by table_name, validation_run_id
        )

        select batch.table_name, cast(run.finished_at as date), cast(sum(batch.row_count) as bigint)
        from batch
        inner join quality.validation_run as run on batch.validation_run_id = run.validation_run_id
        where cast(run.finished_at as date) between ? and ? and batch.row_count is not null
        group by all
        """,
        [first_day, last_day],
    ).fetchall()
    counts: dict[str, list[int]] = {}
    for table_name, day, row_count in rows:
        days = counts.setdefault(table_name, [0] * HISTORY_DAYS)
        days[(day - first_day).days] = row_count
    return counts


def _problems(connection: duckdb.DuckDBPyConnection, run: RunSummary) -> list[Problem]:
    rows = connection.execute(
        """
        select
            result.table_name, result.check_name, result.status,
            result.unexpected_count, result.observed_value, result.reason,
            coalesce(
                list(failure.row_values order by failure.failure_no)
                filter (failure.failure_no <= ?),
                []
            )
        from quality.validation_result as result
        left join quality.validation_failure as failure
            using (validation_run_id, table_name, check_name)
        where validation_run_id = ? and not result.is_success
        group by all
        order by result.status, any_value(result.check_no)
        limit ?
        """,
        [MAX_SAMPLE_ROWS, run.validation_run_id, MAX_PROBLEMS],
    ).fetchall()
    return [Problem(*row) for row in rows]


def _loads(connection: duckdb.DuckDBPyConnection) -> list[LoadEntry]:
    rows = connection.execute(
        """
        select
            load.load_id, load.landed_at, load.found_count, load.landed_count,
            load.duplicate_count, load.quarantined_count, verdict.is_accepted
        from raw.load
        left join quality.load_verdict as verdict on load.load_id = verdict.load_id
        order by load.landed_at desc, load.load_id
        limit ?
        """,
        [MAX_LOADS],
    ).fetchall()
    return [LoadEntry(*row) for row in rows]


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((row_count,),) = connection.execute(f"select count(*) from {table}").fetchall()
    return int(row_count)


def _newest(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> Any:
    ((newest,),) = connection.execute(f"select max({column}) from {table}").fetchall()
    return newest

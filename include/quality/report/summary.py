"""What the quality page and the terminal show: the gate's latest words, in bounded size."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

import expectations
from include.quality.report import queries


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

    `checked_counts` are the rows that the gate looked at, one figure a day, the latest day last. `query` asks
    for volume and freshness; a table that is missing has none.
    """

    table_name: str
    row_count: int | None
    newest: datetime | date | None
    passed_count: int
    warned_count: int
    failed_count: int
    checked_counts: list[int]
    query: str | None

    @property
    def check_count(self) -> int:
        """How many expectations the latest run has held against the table."""
        return self.passed_count + self.warned_count + self.failed_count

    @property
    def pass_rate_pct(self) -> float:
        """The share of the table's expectations that held."""
        return 100 * self.passed_count / self.check_count if self.check_count else 0.0


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
class OpenIncident:
    """A fault that was there when a run last looked for it. `dimension` says where."""

    kind: str
    metric_or_check: str
    dimension: str
    severity: str
    opened_at: datetime
    last_seen_at: datetime
    detail: str
    sample_document_ids: list[str]
    sample_rows: list[str]


@dataclass(frozen=True, slots=True)
class SetAsideDocument:
    """A document that is not published, while the rest of its load is."""

    document_id: str
    set_aside_at: datetime
    check_names: list[str]
    reason: str


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
class FeedEntry:
    """One feed that was ever polled. Counts are of the day up to the latest poll of any feed."""

    address: str
    last_poll_at: datetime
    last_outcome: str
    poll_count: int
    item_count: int
    error_count: int
    lag_seconds: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that is shown. `run` is None where nothing was validated yet.

    `history_states` counts the figures of the latest run by how they stand beside their history. `set_aside`
    holds the latest of `set_aside_count` documents.
    """

    run: RunSummary | None
    refused_load_count: int
    incidents: list[OpenIncident]
    history_states: dict[str, int]
    set_aside: list[SetAsideDocument]
    set_aside_count: int
    tables: list[TableHealth]
    problems: list[Problem]
    loads: list[LoadEntry]
    feeds: list[FeedEntry]

    @property
    def is_healthy(self) -> bool:
        """Whether nothing critical is open: no refused run, no load left out, no critical incident."""
        return (
            (self.run is None or self.run.is_accepted)
            and self.refused_load_count == 0
            and all(incident.severity != "critical" for incident in self.incidents)
        )


def collect(connection: duckdb.DuckDBPyConnection) -> Report:
    """Read the report from the warehouse. It says the same until the warehouse changes."""
    columns = _columns(connection)

    def rows_if_there(table_name: str, query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall() if table_name in columns else []

    run = connection.execute(queries.LATEST_RUN).fetchone()
    ((refused_load_count,),) = connection.execute(queries.REFUSED_LOADS).fetchall()
    set_aside = rows_if_there("quality.set_aside_document", queries.SET_ASIDE)
    return Report(
        run=RunSummary(*run) if run else None,
        refused_load_count=refused_load_count,
        incidents=[OpenIncident(*row) for row in rows_if_there("quality.incident", queries.INCIDENTS)],
        history_states=dict(rows_if_there("quality.metric_result", queries.HISTORY_STATES)),
        set_aside=[SetAsideDocument(*document) for *document, _ in set_aside],
        set_aside_count=set_aside[0][-1] if set_aside else 0,
        tables=_tables(connection, columns) if run else [],
        problems=[Problem(*row) for row in connection.execute(queries.PROBLEMS).fetchall()],
        loads=[LoadEntry(*row) for row in connection.execute(queries.LOADS).fetchall()],
        feeds=[FeedEntry(*row) for row in rows_if_there("raw.feed_poll", queries.FEEDS)],
    )


def _tables(connection: duckdb.DuckDBPyConnection, columns: dict[str, set[str]]) -> list[TableHealth]:
    statuses = {name: counts for name, *counts in connection.execute(queries.TABLE_STATUSES).fetchall()}
    checked = _checked_counts(connection)
    tables = []
    for name in (table.TABLE for table in expectations.tables()):
        query = queries.volume_and_freshness(name, columns[name]) if name in columns else None
        row_count, newest = connection.execute(query).fetchall()[0] if query else (None, None)
        passed_count, warned_count, failed_count = statuses.get(name, [0, 0, 0])
        tables.append(
            TableHealth(
                table_name=name,
                row_count=row_count,
                newest=newest,
                passed_count=passed_count,
                warned_count=warned_count,
                failed_count=failed_count,
                checked_counts=checked.get(name, [0] * queries.HISTORY_DAYS),
                query=query,
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


def _checked_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, list[int]]:
    """By table, the rows looked at on each of the days up to that of the latest run."""
    counts: dict[str, list[int]] = {}
    for table_name, age_days, row_count in connection.execute(queries.CHECKED_ROWS).fetchall():
        days = counts.setdefault(table_name, [0] * queries.HISTORY_DAYS)
        days[-1 - age_days] = row_count
    return counts

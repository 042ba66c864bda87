"""Homes in which the same load waits for its verdict, after few runs of the gate and after many."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb

from include.landing.land import land_inbox
from include.quality.audit.data_docs import KEPT_RUN_COUNT
from include.quality.gate import data_docs_dir, validate
from include.settings import Settings
from include.tables.create import create_tables
from include.transform import normalise
from include.warehouse import writer
from tests.quality.history.months import METRIC_DAILY

SOME_WARNING = "update core.article set language = 'English' where rowid < 30"
"""So that the repeated run has left samples of failing rows, too."""

TABLES_OF_A_RUN = (
    "raw.load",
    "quality.load_verdict",
    "quality.metric_load",
    "quality.metric_result",
    "quality.validation_failure",
    "quality.validation_result",
    "quality.validation_run",
)
SECONDS_AN_HOUR = 3600
RUN_COLUMNS = ("load_id", "load_ids", "validation_run_id")
REPEATED_AS = {
    "VARCHAR": "{0} || '-' || run_no",
    "VARCHAR[]": "list_transform({0}, lambda id : id || '-' || run_no)",
    "TIMESTAMP WITH TIME ZONE": "{0} - to_hours(run_no)",
}
"""What a run's names and times are in the past runs, by type."""


class GateHomes:
    """Copies of one home, each with another past."""

    def __init__(self, folder: Path, inbox: Path) -> None:
        """Land and normalise the inbox, and run the gate on a copy: what that leaves becomes the past."""
        self._folder = folder
        self._waiting = Settings(home=folder / "waiting", inbox=str(inbox), text_process_count=2)
        land_inbox(self._waiting)
        normalise(self._waiting)
        self._seen = self._copy("seen")
        with writer(self._seen) as connection:
            connection.execute(SOME_WARNING)
        if not validate(self._seen).is_accepted:
            raise SystemExit("the load of the benchmark was refused")

    def with_history(self, run_count: int) -> Path:
        """The home as it would be after so many runs, an hour apart."""
        settings = self._copy(f"after_{run_count}")
        with writer(settings) as connection:
            create_tables(connection)
            connection.execute(f"attach '{self._seen.warehouse_path}' as seen (read_only)")
            connection.execute(
                "create temp table past as select unnest(generate_series(1, ?)) as run_no", [run_count]
            )
            for table in TABLES_OF_A_RUN:
                _repeat(connection, table)
            connection.execute("insert into quality.observed_column from seen.quality.observed_column")
            connection.execute("delete from quality.metric_daily")
            connection.execute(f"insert into quality.metric_daily {METRIC_DAILY}")
        (docs,) = data_docs_dir(self._seen).glob("*/")
        for run_no in range(1, min(run_count, KEPT_RUN_COUNT) + 1):
            copy = Path(shutil.copytree(docs, data_docs_dir(settings) / f"{docs.name}-{run_no}"))
            at = docs.stat().st_mtime - SECONDS_AN_HOUR * run_no
            os.utime(copy, (at, at))
        return settings.home

    def _copy(self, name: str) -> Settings:
        home = self._folder / name
        shutil.rmtree(home, ignore_errors=True)
        return replace(self._waiting, home=Path(shutil.copytree(self._waiting.home, home)))


def _repeat(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """What one run has left in a table, for each of the past runs under its name and at its time."""
    replaced = [
        f"{REPEATED_AS[kind].format(column)} as {column}"
        for column, kind, *_ in connection.execute(f"describe from seen.{table}").fetchall()
        if column in RUN_COLUMNS or kind == "TIMESTAMP WITH TIME ZONE"
    ]
    connection.execute(
        f"insert into {table} by name"
        f" select * exclude (run_no) replace ({', '.join(replaced)}) from seen.{table} cross join past"
    )

"""Runs the dbt project: one process for all layers, ended with its parent's task.

The engine is a setting: DuckDB builds in the warehouse, and Spark in a lake, whose tables are then the
warehouse's views.
"""

import importlib.util
import json
import logging
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from include.files import replace_file
from include.lake import views
from include.processes import run_python
from include.settings import Settings
from include.tables.create import create_tables
from include.tables.publication import EVERY_TABLE, KEPT_PUBLICATION_COUNT
from include.warehouse import remove_transient, writer

FULL_BELOW_BYTES = 1_000_000
"""With less room than this, no statement and no log of dbt can be counted on."""

RESULTS_NAME = "run_results.json"
"""What dbt writes into its target folder about what it has run."""

logger = logging.getLogger(__name__)


class TransformError(RuntimeError):
    """dbt ended with an error; the message names what failed."""


@dataclass(frozen=True, slots=True)
class TransformSummary:
    """What one run of dbt did."""

    model_count: int
    duration_seconds: float


def normalise(settings: Settings, *, is_rebuild: bool = False) -> TransformSummary:
    """Load the reference seeds and bring every model up to date, or make every model anew from `raw`.

    Running it again changes nothing; killed, it leaves what the next run repairs.

    Raises:
        TransformError: a seed row is wrong, a model failed, Spark is to build and not installed, or another
            engine has built what is there.
    """
    check_seeds(settings)
    if settings.is_built_on_spark and importlib.util.find_spec("pyspark") is None:
        raise TransformError("PRESSMARK_ENGINE is spark, which is not installed here: make setup-spark")
    started = time.monotonic()
    _prepare(settings, is_rebuild=is_rebuild)
    options = ["--full-refresh"] if is_rebuild else []
    if settings.is_built_on_spark:
        target_dir = settings.dbt_dir / "spark" / "target"
        _run(settings, "dbt on Spark", ["-m", "include.spark.build", *options], target_dir)
        views.show_tables(settings, target_dir / "manifest.json")
    else:
        target_dir = settings.dbt_dir / "target"
        try:
            run_dbt(settings, "build", "--resource-type", "seed", "--resource-type", "model", *options)
        finally:
            remove_transient(settings)
    return TransformSummary(len(_results(target_dir)), round(time.monotonic() - started, 3))


def _prepare(settings: Settings, *, is_rebuild: bool) -> None:
    with writer(settings) as connection:
        create_tables(connection)
        _check_engine(connection, settings, is_rebuild=is_rebuild)
        _forget_notes(connection, is_rebuild=is_rebuild)


def _check_engine(connection: duckdb.DuckDBPyConnection, settings: Settings, *, is_rebuild: bool) -> None:
    """What one engine has built the other one cannot go on with: all is made anew, or nothing is begun.

    Raises:
        TransformError: another engine has built what is there, and not all is to be made anew.
    """
    builder = views.builder(connection)
    if builder in {None, settings.engine}:
        return
    if not is_rebuild:
        raise TransformError(
            f"The tables of {settings.home} were built on {builder}, and PRESSMARK_ENGINE is "
            f"{settings.engine}: make rebuild makes them anew there; or set PRESSMARK_ENGINE={builder} again"
        )
    if not settings.is_built_on_spark:
        views.drop_views(connection)


def write_model_docs(settings: Settings) -> Path:
    """Write dbt's own pages about tables, columns and lineage as one file that needs no network.

    Raises:
        TransformError: dbt failed.
    """
    run_dbt(settings, "docs", "generate", "--static", "--no-compile")
    page = settings.reports_dir / "tables" / "index.html"
    replace_file(page, (settings.dbt_dir / "target" / "static_index.html").read_text("utf-8"))
    return page


def run_dbt(settings: Settings, *arguments: str) -> None:
    """Run dbt as a process of its own, its output passed on line by line to the log.

    Raises:
        TransformError: dbt ended with an exit code that is not zero.
    """
    target_dir = settings.dbt_dir / "target"
    command = [
        "-c", "from dbt.cli.main import cli; cli()", *arguments,
        "--project-dir", str(settings.dbt_project_dir),
        "--profiles-dir", str(settings.dbt_project_dir),
        "--target-path", str(target_dir),
        "--log-path", str(settings.dbt_dir / "logs"),
    ]  # fmt: skip
    _run(settings, "dbt", command, target_dir)


def _run(settings: Settings, name: str, arguments: list[str], target_dir: Path) -> None:
    """Run Python as a process that ends with this one.

    Raises:
        TransformError: it ended with an exit code that is not zero.
    """
    (target_dir / RESULTS_NAME).unlink(missing_ok=True)
    exit_code, last_line = run_python(settings, arguments)
    if exit_code != 0:
        failed = [
            f"{result['unique_id']}: {result['message']}" for result in _results(target_dir, failed=True)
        ]
        log = target_dir.parent / "logs" / "dbt.log"
        raise TransformError(
            # Where no model failed, dbt itself did, as on a full disk: its last words say of what.
            f"{name} failed: " + ("; ".join(failed) or f"exit code {exit_code}: {last_line}")
            + f". The whole log is {log}" + _disk_hint(settings)
        )  # fmt: skip


def _disk_hint(settings: Settings) -> str:
    """What dbt does not say by itself: on a full disk it can write no log either."""
    if shutil.disk_usage(settings.home).free >= FULL_BELOW_BYTES:
        return ""
    return f". The disk of {settings.home} is full: make room, and run it again"


def _forget_notes(connection: duckdb.DuckDBPyConnection, *, is_rebuild: bool) -> None:
    """Delete what builds have noted for publications that are long done; note a rebuild as such.

    Afterwards all tables are compared with the published ones, row by row: what a rebuild leaves out, no note
    could name.
    """
    ((publication_no,),) = connection.execute(
        "select coalesce(max(publication_no), 0) from quality.publication"
    ).fetchall()
    connection.execute(
        "delete from staging.unpublished_key where publication_no <= ?",
        [publication_no - KEPT_PUBLICATION_COUNT],
    )
    if is_rebuild:
        connection.execute(
            "insert into staging.unpublished_key values (?, ?, '', null)",
            [publication_no + 1, EVERY_TABLE],
        )


def check_seeds(settings: Settings) -> None:
    """Look at the reference CSVs before anything is built on them.

    Raises:
        TransformError: with every wrong row, its file and its line.
    """
    from include.mentions.names.gazetteer import GazetteerError, check_sources, load

    try:
        load(settings.seeds_dir)
        check_sources(settings.seeds_dir)
    except GazetteerError as error:
        raise TransformError(str(error)) from error


def _results(target_dir: Path, *, failed: bool = False) -> list[dict[str, Any]]:
    path = target_dir / RESULTS_NAME
    if not path.exists():
        return []
    results: list[dict[str, Any]] = json.loads(path.read_text())["results"]
    made = [result for result in results if not result["unique_id"].startswith("operation.")]
    return [result for result in made if not failed or result["status"] in {"error", "fail"}]

"""Run every suite over what a build wrote into the lake: the same suites, and the same answers, on Spark.

Java stays as long as the process that started it. So the audit is a process of its own,
`python -m include.quality.audit.spark_suites`, which hands what it found back in a file.
"""

import logging
import os
import pickle
import re
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations import TableExpectations
from include.lake.ledger import seed_columns
from include.lake.state import locked, read_state
from include.processes import run_python
from include.quality.audit.spark_dialect import duckdb_type, spark_query
from include.quality.audit.suites import Auditor, TableBatch, audit_tables, new_context
from include.quality.model import Audit, Batch, CheckResult
from include.settings import Settings
from include.warehouse import writer

if TYPE_CHECKING:
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
    from pyspark.sql import DataFrame, SparkSession

logger = logging.getLogger(__name__)

LARGE_FROM = 1_000
"""So many documents are worth what Spark does for large tables."""

SMALL_LAKE = {
    # Java, too, compiles for longer than it runs.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    # What large tables gain by these, small ones lose: planning and compiling takes longer than running.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "2",
}

OF_AUDITS = {
    # Nearly all queries answer no row. Spark would look at one part, then at four, then at the rest.
    "spark.sql.limit.initialNumPartitions": "1000000",
}

INTERRUPTIONS = re.compile(
    "ExecutorLost|OutOfMemory|Not enough memory|FetchFailed|No space left|Connection (?:refused|reset)"
    "|Stage cancelled|SparkContext (?:was|has been) s(?:hut|topped)"
    "|Master removed our application|Py4JNetworkError"
)
"""What the error says when machines failed, and no query and no row."""


class SparkAuditError(RuntimeError):
    """The audit did not come to an end; the message says why."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What the process is told."""

    settings: Settings
    build_no: int
    batch: Batch
    data_docs_dir: Path


def run_suites_on_spark(settings: Settings, build_no: int, batch: Batch, data_docs_dir: Path) -> Audit:
    """Audit one batch in the state of the lake that a build has left, where the settings say that Spark is.

    What it finds is what `run_suites` finds in a warehouse of the same rows. The Data Docs are written into
    a folder of their own.

    Raises:
        SparkAuditError: there is no Spark or no Java, the lake's state is damaged, a build is at work on it,
            or the process has ended otherwise.
    """
    task = _Task(settings, build_no, batch, data_docs_dir)
    with tempfile.TemporaryDirectory(prefix="pressmark-audit-") as folder:
        _task_path(Path(folder)).write_bytes(pickle.dumps(task))
        exit_code, last_line = run_python(settings, ["-m", "include.quality.audit.spark_suites", folder])
        answer_path = _answer_path(Path(folder))
        # No one else writes into this folder.
        answer = pickle.loads(answer_path.read_bytes()) if answer_path.exists() else None  # noqa: S301
    if isinstance(answer, Audit):
        return answer
    raise SparkAuditError(
        f"The audit on Spark failed: {answer or f'it ended with {exit_code}, and said last: {last_line}'}"
    )


class LakeSource:
    """The lake's tables in a session, in which the batches are kept in memory."""

    def __init__(
        self, context: "AbstractDataContext", session: "SparkSession", lake_tables: Collection[str]
    ) -> None:
        from great_expectations.datasource.fluent.spark_datasource import SparkDatasource

        from include.quality.audit.spark_engine import LakeEngine

        # Sources are made by their type's name: there is no other way to give one an engine.
        SparkDatasource.execution_engine_override = LakeEngine  # type: ignore[misc]
        self._source = context.data_sources.add_spark("lake", persist=False)
        self._session = session
        self._lake_tables = lake_tables

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What Spark raises, by itself and from Java."""
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        return (PySparkException, Py4JJavaError)

    @contextmanager
    def open_batch(self, table: TableExpectations) -> Iterator[TableBatch]:
        """The rows as a data frame: read once, here, since what cannot be read is no fault of its rows."""
        frame = self._session.sql(spark_query(table.BATCH_QUERY, self._lake_tables)).persist()
        try:
            frame.count()
            asset = self._source.add_dataframe_asset(table.TABLE)
            definition = asset.add_batch_definition_whole_dataframe("pending")
            yield TableBatch(definition, self._suite(table, frame), {"dataframe": frame})
        finally:
            frame.unpersist()

    def _suite(self, table: TableExpectations, frame: "DataFrame") -> "ExpectationSuite":
        from expectations.no_rows import ExpectNoRows

        types = {field.name: duckdb_type(field.dataType.jsonValue()) for field in frame.schema.fields}
        suite = table.suite()
        for expectation in suite.expectations:
            if isinstance(expectation, ExpectNoRows):
                expectation.unexpected_rows_query = spark_query(
                    str(expectation.unexpected_rows_query), self._lake_tables, types
                )
        return suite


def _audit(task: _Task) -> Audit:
    """Audit, while no build is at work: a server of Spark Connect has one catalog for both."""
    from include.spark.catalog import registered
    from include.spark.session import spark_session

    started_at = datetime.now(UTC)
    settings, lake = task.settings, task.settings.lake
    state = read_state(lake, task.build_no)
    with writer(settings) as connection:
        ((document_count,),) = connection.execute("select count(*) from raw.document").fetchall()
    # Suites look at whole tables, too: a small load of a large lake is no small work.
    suited = SMALL_LAKE if document_count < LARGE_FROM else {}
    configuration = OF_AUDITS | suited | dict(settings.spark.configuration)
    seeds = list(seed_columns(settings.seeds_dir))
    with (
        locked(settings),
        spark_session(settings, settings.spark.master, configuration) as session,
        registered(session, lake, state, seeds, lake / "audit"),
    ):
        context = new_context(task.data_docs_dir)
        auditor = Auditor(context, LakeSource(context, session, state.tables))
        results = audit_tables(auditor, task.data_docs_dir)
    check_uninterrupted(results)
    return Audit(task.batch, started_at, datetime.now(UTC), results)


def check_uninterrupted(results: Iterable[CheckResult]) -> None:
    """Look whether expectations were evaluated, or the machines failed: then nothing is said of the rows.

    Raises:
        InterruptedError: machines failed; another try may find them well.
    """
    for result in results:
        if result.unexpected_count is None and INTERRUPTIONS.search(result.observed_value or ""):
            raise InterruptedError(
                f"{result.table_name}.{result.check_name} could not be evaluated: {result.observed_value}"
            )


def _task_path(folder: Path) -> Path:
    return folder / "task"


def _answer_path(folder: Path) -> Path:
    return folder / "answer"


def main() -> int:
    """Do the task in the folder that the command line names; the exit code is 1 where that failed."""
    folder = Path(sys.argv[1])
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout, force=True)
    for talkative in ("py4j", "great_expectations"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    # Spark answers times without a zone, in that of the process.
    os.environ["TZ"] = "UTC"
    time.tzset()
    task: _Task = pickle.loads(_task_path(folder).read_bytes())  # noqa: S301
    answer: Any
    try:
        answer = _audit(task)
    except Exception as error:
        logger.exception("The audit failed")
        answer = str(error)
    _answer_path(folder).write_bytes(pickle.dumps(answer))
    return 0 if isinstance(answer, Audit) else 1


if __name__ == "__main__":
    sys.exit(main())

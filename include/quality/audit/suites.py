"""Run every suite over what the build wrote, and say what was found."""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import expectations
from expectations import TableExpectations
from include.quality.audit import data_docs, dialect
from include.quality.audit.answers import check_result, plain, unreadable
from include.quality.audit.deferred_imports import defer_rarely_used
from include.quality.model import MAX_FETCHED_ROWS, Audit, Batch, CheckResult
from include.warehouse import MEMORY_LIMIT

if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TableBatch:
    """The rows of one table that are looked at, and its suite in the words of the engine that has them."""

    definition: "BatchDefinition[Any]"
    suite: "ExpectationSuite"
    parameters: dict[str, Any] | None = None
    """What the definition needs to find the rows."""


class Source(Protocol):
    """An engine that has the tables."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What is raised where a table cannot be read, beside Great Expectations' own errors."""

    def open_batch(self, table: TableExpectations) -> AbstractContextManager[TableBatch]:
        """What `BATCH_QUERY` answers, for as long as it is looked at."""


class Auditor:
    """Runs suites over the tables of one engine, table by table."""

    def __init__(self, context: "AbstractDataContext", source: Source) -> None:
        self._context = context
        self._source = source

    def audit(self, table: TableExpectations) -> list[CheckResult]:
        """What the table's expectations find, in their order.

        A table that cannot be read at all counts as a failed critical expectation: the gate fails closed.
        """
        from great_expectations.exceptions.exceptions import GreatExpectationsError

        errors: tuple[type[Exception], ...] = (GreatExpectationsError, *self._source.errors)
        try:
            with self._source.open_batch(table) as batch:
                return self._results(table, batch)
        except errors as error:
            logger.error("%s cannot be read: %s", table.TABLE, error)
            return [unreadable(table.TABLE, str(error))]

    def build_data_docs(self, folder: Path) -> None:
        """Write Great Expectations' own pages about what was audited."""
        data_docs.build(self._context, folder)

    def _results(self, table: TableExpectations, batch: TableBatch) -> list[CheckResult]:
        import great_expectations as gx

        suite = self._context.suites.add(batch.suite)
        definition = self._context.validation_definitions.add(
            gx.ValidationDefinition(name=table.TABLE, data=batch.definition, suite=suite)
        )
        validation = definition.run(
            batch_parameters=batch.parameters,
            result_format={
                "result_format": "SUMMARY",
                "partial_unexpected_count": MAX_FETCHED_ROWS,
                "unexpected_index_column_names": list(table.KEY_COLUMNS),
            },
        )
        names = [(expectation.meta or {})["name"] for expectation in suite.expectations]
        for result in validation.results:
            result.result = plain(result.result)
        results = [check_result(table.TABLE, result.to_json_dict()) for result in validation.results]
        return sorted(results, key=lambda result: names.index(result.check_name))


class WarehouseSource:
    """The warehouse on one connection, on which the batches are temporary tables."""

    def __init__(self, context: "AbstractDataContext", warehouse_path: Path) -> None:
        from sqlalchemy.pool import StaticPool

        dialect.register()
        self._source: SQLDatasource = context.data_sources.add_sql(
            "warehouse",
            connection_string=dialect.URL,
            create_temp_table=True,
            kwargs={  # type: ignore[call-arg]
                "connect_args": dialect.connect_arguments(warehouse_path, MEMORY_LIMIT),
                "poolclass": StaticPool,
            },
        )

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What SQLAlchemy raises."""
        from sqlalchemy.exc import SQLAlchemyError

        return (SQLAlchemyError,)

    @contextmanager
    def open_batch(self, table: TableExpectations) -> Iterator[TableBatch]:
        """The rows as a temporary table, which ends with the connection."""
        asset = self._source.add_query_asset(table.TABLE, table.BATCH_QUERY)
        yield TableBatch(asset.add_batch_definition_whole_table("pending"), table.suite())

    def close(self) -> None:
        """Let others write to the warehouse."""
        self._source.get_execution_engine().close()
        self._source.get_engine().dispose()


def run_suites(warehouse_path: Path, batch: Batch, data_docs_dir: Path) -> Audit:
    """Audit one batch and write its Data Docs into a folder of their own."""
    started_at = datetime.now(UTC)
    with open_auditor(warehouse_path, data_docs_dir) as auditor:
        results = audit_tables(auditor, data_docs_dir)
    return Audit(batch, started_at, datetime.now(UTC), results)


def audit_tables(auditor: Auditor, data_docs_dir: Path) -> tuple[CheckResult, ...]:
    """What all suites find; afterwards, their Data Docs are written."""
    tables = expectations.tables()
    results: list[CheckResult] = []
    for table_no, table in enumerate(tables, 1):
        started = time.monotonic()
        found = auditor.audit(table)
        logger.info(
            "%d of %d: %s, %d expectations in %.1f s",
            table_no, len(tables), table.TABLE, len(found), time.monotonic() - started,
        )  # fmt: skip
        results += found
    auditor.build_data_docs(data_docs_dir)
    return tuple(results)


@contextmanager
def open_auditor(warehouse_path: Path, data_docs_dir: Path) -> Iterator[Auditor]:
    """Open the warehouse read-only; nobody can write to it until the auditor is closed."""
    context = new_context(data_docs_dir)
    source = WarehouseSource(context, warehouse_path)
    try:
        yield Auditor(context, source)
    finally:
        source.close()


def new_context(data_docs_dir: Path) -> "AbstractDataContext":
    """A context that lives in memory: runs at the same time share nothing, and no other folder is written."""
    defer_rarely_used()
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    return gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            analytics_enabled=False,
            data_docs_sites={"pressmark": data_docs.site(data_docs_dir)},
            progress_bars=ProgressBarsConfig(globally=False),
            store_backend_defaults=InMemoryStoreBackendDefaults(),
        ),
    )

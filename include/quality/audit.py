"""Run every suite over what the build wrote, and say what was found."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import expectations
from expectations import TableExpectations
from include.quality import dialect
from include.quality.model import MAX_FAILURES_PER_CHECK, Audit, Batch, CheckResult, Failure, Status
from include.warehouse import MEMORY_LIMIT

if TYPE_CHECKING:
    from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

logger = logging.getLogger(__name__)

MAX_VALUE_CHARS = 300
"""What a sample of a failing row shows of one value."""


def run_suites(
    warehouse_path: Path, batch: Batch, data_docs_dir: Path, tables: list[TableExpectations] | None = None
) -> Audit:
    """Audit one batch, table by table, and write its Data Docs into a folder of their own.

    A table that cannot be read at all counts as a failed critical expectation: the gate fails closed.
    """
    started_at = datetime.now(UTC)
    context = _context(data_docs_dir)
    source = _source(context, warehouse_path)
    try:
        results = [
            result
            for table in (expectations.tables() if tables is None else tables)
            for result in _run_suite(context, source, table)
        ]
        context.build_data_docs()
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()
    return Audit(batch, started_at, datetime.now(UTC), tuple(results))


def _context(data_docs_dir: Path) -> "AbstractDataContext":
    """A context that lives in memory: runs at the same time share nothing, and no other folder is written."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    site = {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(data_docs_dir),
        },
    }
    return gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            analytics_enabled=False,
            data_docs_sites={"pressmark": site},
            progress_bars=ProgressBarsConfig(globally=False),
            store_backend_defaults=InMemoryStoreBackendDefaults(),
        ),
    )


def _source(context: "AbstractDataContext", warehouse_path: Path) -> "SQLDatasource":
    """The warehouse on one connection, on which the batches are temporary tables."""
    from sqlalchemy.pool import StaticPool

    dialect.register()
    return context.data_sources.add_sql(
        "warehouse",
        connection_string=dialect.URL,
        create_temp_table=True,
        kwargs={  # type: ignore[call-arg]
            "connect_args": dialect.connect_arguments(warehouse_path, MEMORY_LIMIT),
            "poolclass": StaticPool,
        },
    )


def _run_suite(
    context: "AbstractDataContext", source: "SQLDatasource", table: TableExpectations
) -> list[CheckResult]:
    import great_expectations as gx
    from great_expectations.exceptions.exceptions import GreatExpectationsError
    from sqlalchemy.exc import SQLAlchemyError

    suite = context.suites.add(table.suite())
    asset = source.add_query_asset(table.TABLE, table.BATCH_QUERY)
    definition = context.validation_definitions.add(
        gx.ValidationDefinition(
            name=table.TABLE, data=asset.add_batch_definition_whole_table("pending"), suite=suite
        )
    )
    try:
        validation = definition.run(
            result_format={
                "result_format": "SUMMARY",
                "partial_unexpected_count": MAX_FAILURES_PER_CHECK,
                "unexpected_index_column_names": list(table.KEY_COLUMNS),
            }
        )
    except (GreatExpectationsError, SQLAlchemyError) as error:
        logger.error("%s cannot be read: %s", table.TABLE, error)
        return [_unreadable(table, str(error))]
    names = [(expectation.meta or {})["name"] for expectation in suite.expectations]
    results = [_check_result(table, result.to_json_dict()) for result in validation.results]
    return sorted(results, key=lambda result: names.index(result.check_name))


def _unreadable(table: TableExpectations, message: str) -> CheckResult:
    return CheckResult(
        table_name=table.TABLE,
        check_name="readable",
        expectation_type="batch_query",
        column_name=None,
        severity="critical",
        status="failed",
        element_count=None,
        unexpected_count=None,
        unexpected_pct=None,
        observed_value=message,
        reason="The table or a column that the expectations need is missing: build the warehouse anew.",
    )


def _check_result(table: TableExpectations, answer: dict[str, Any]) -> CheckResult:
    configuration, found = answer["expectation_config"], answer["result"]
    error = _error_message(answer["exception_info"])
    is_success = answer["success"] and error is None
    status: Status = "passed"
    if not is_success:
        # What could not be evaluated is not known to be harmless.
        status = "warned" if configuration["severity"] == "warning" and error is None else "failed"
    rows = _failing_rows(found) if not is_success else []
    unexpected_count = found.get("unexpected_count", found.get("observed_value"))
    logger.log(
        logging.INFO if is_success else logging.WARNING,
        "%s %s: %s", table.TABLE, configuration["meta"]["name"], status,
    )  # fmt: skip
    return CheckResult(
        table_name=table.TABLE,
        check_name=configuration["meta"]["name"],
        expectation_type=configuration["type"],
        column_name=configuration["kwargs"].get("column"),
        severity=configuration["severity"],
        status=status,
        element_count=found.get("element_count"),
        unexpected_count=unexpected_count,
        unexpected_pct=found.get("unexpected_percent"),
        observed_value=error or _observed(found),
        reason=configuration["notes"],
        failures=tuple(_failure(row) for row in rows[:MAX_FAILURES_PER_CHECK]),
    )


def _error_message(exception_info: dict[str, Any]) -> str | None:
    """The first error; one expectation may have several, by metric."""
    if "raised_exception" in exception_info:
        return exception_info["exception_message"] if exception_info["raised_exception"] else None
    return "; ".join(sorted(info["exception_message"] for info in exception_info.values())) or None


def _failing_rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that an expectation names, whichever kind it is."""
    if "details" in found:
        rows: list[dict[str, Any]] = found["details"]["unexpected_rows"]
        return rows
    return list(found.get("partial_unexpected_index_list", []))


def _observed(found: dict[str, Any]) -> str | None:
    if "observed_value" in found:
        return f"{found['observed_value']} rows"
    if "unexpected_count" in found:
        return f"{found['unexpected_count']} of {found['element_count']} rows"
    return None


def _failure(row: dict[str, Any]) -> Failure:
    values = {name: _shortened(value) for name, value in row.items()}
    return Failure(
        document_id=row.get("document_id"),
        char_start=row.get("char_start"),
        char_end=row.get("char_end"),
        row_values=json.dumps(values, ensure_ascii=False, default=str),
    )


def _shortened(value: Any) -> Any:
    if isinstance(value, str) and len(value) > MAX_VALUE_CHARS:
        return f"{value[:MAX_VALUE_CHARS]}…"
    return value

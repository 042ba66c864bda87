"""The expectation for what the built-in ones lack on this engine: patterns, types, references, windows."""

from typing import TYPE_CHECKING, Any

# Imported by the functions that build expectations, never by a DAG file.
from great_expectations.expectations.core.unexpected_rows_expectation import (  # noqa: TID253
    UnexpectedRowsExpectation,
)

if TYPE_CHECKING:
    from great_expectations.execution_engine.execution_engine import ExecutionEngine


class ExpectNoRows(UnexpectedRowsExpectation):
    """A query over `{batch}` answers no row; the rows that it does answer are kept with the result.

    The native expectation keeps its rows only in a result format in which the others keep all of theirs,
    however many there are.
    """

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: "ExecutionEngine[Any] | None" = None,
    ) -> dict[str, Any]:
        row_count = metrics["unexpected_rows_query.row_count"]
        rows = metrics["unexpected_rows_query.table"]
        return {
            "success": row_count == 0,
            "result": {"observed_value": row_count, "details": {"unexpected_rows": rows}},
        }

"""The expectation for what the built-in ones lack on this engine: patterns, types, references, windows."""

from typing import TYPE_CHECKING, Any, ClassVar

# Imported by the functions that build expectations, never by a DAG file.
from great_expectations.constants import MAX_RESULT_RECORDS  # noqa: TID253
from great_expectations.expectations.core.unexpected_rows_expectation import (  # noqa: TID253
    UnexpectedRowsExpectation,
)
from great_expectations.validator.metric_configuration import MetricConfiguration  # noqa: TID253

_ROWS = "unexpected_rows_query.table"

if TYPE_CHECKING:
    from great_expectations.execution_engine.execution_engine import ExecutionEngine


class ExpectNoRows(UnexpectedRowsExpectation):
    """A query over `{batch}` answers no row; the rows that it does answer are kept with the result.

    The native expectation keeps its rows only in a result format in which the others keep all of theirs,
    however many there are. It also runs its query twice, to fetch rows and to count them; here they are
    counted only where not all were fetched.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = (_ROWS,)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: "ExecutionEngine[Any] | None" = None,
    ) -> dict[str, Any]:
        rows = metrics[_ROWS]
        row_count = len(rows)
        if row_count == MAX_RESULT_RECORDS and execution_engine is not None:
            row_count = self._count(execution_engine)
        return {
            "success": row_count == 0,
            "result": {"observed_value": row_count, "details": {"unexpected_rows": rows}},
        }

    def _count(self, execution_engine: "ExecutionEngine[Any]") -> int:
        """How many rows the query answers, over the batch that was loaded last: the one that is validated."""
        metric = MetricConfiguration(
            metric_name="unexpected_rows_query.row_count",
            metric_domain_kwargs={},
            metric_value_kwargs={"unexpected_rows_query": self.unexpected_rows_query},
        )
        return int(execution_engine.resolve_metrics([metric])[metric.id])

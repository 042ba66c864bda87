"""From what Great Expectations answers to what the warehouse keeps."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from include.quality.model import MAX_FAILURES_PER_CHECK, CheckResult, Failure, Status

logger = logging.getLogger(__name__)

MAX_VALUE_CHARS = 300
"""What a sample of a failing row shows of one value."""

MAX_MESSAGE_CHARS = 1000


def check_result(table_name: str, answer: dict[str, Any]) -> CheckResult:
    """One expectation's answer.

    What could not be evaluated is not known to be harmless: it fails, whatever its severity.
    """
    configuration, found = answer["expectation_config"], answer["result"]
    check_name = configuration["meta"]["name"]
    error = _error_message(answer["exception_info"])
    status: Status = "passed"
    if error is not None:
        status = "failed"
    elif not answer["success"]:
        status = "warned" if configuration["severity"] == "warning" else "failed"
    level = logging.INFO if status == "passed" else logging.WARNING
    logger.log(level, "%s %s: %s", table_name, check_name, status)
    rows = _failing_rows(found) if status != "passed" else []
    unexpected_count = found.get("unexpected_count", found.get("observed_value"))
    is_of_rows = len(rows) == unexpected_count and not configuration["meta"].get("is_of_table", False)
    return CheckResult(
        table_name=table_name,
        check_name=check_name,
        expectation_type=configuration["type"],
        column_name=configuration["kwargs"].get("column"),
        severity=configuration["severity"],
        status=status,
        element_count=found.get("element_count"),
        unexpected_count=unexpected_count,
        unexpected_pct=found.get("unexpected_percent"),
        observed_value=error or _observed_value(found),
        reason=configuration["notes"],
        failures=tuple(_failure(row) for row in rows[:MAX_FAILURES_PER_CHECK]),
        document_ids=_documents(table_name, rows) if is_of_rows else frozenset(),
    )


def plain(value: Any) -> Any:
    """The same with zones for times and names for fields, whichever engine it comes from.

    Spark's times have no zone and are UTC's; its structs are tuples that know their names.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if hasattr(value, "asDict"):
        return plain(value.asDict())
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def unreadable(table_name: str, message: str) -> CheckResult:
    """A table whose rows could not even be looked at."""
    return CheckResult(
        table_name=table_name,
        check_name="readable",
        expectation_type="batch_query",
        column_name=None,
        severity="critical",
        status="failed",
        element_count=None,
        unexpected_count=None,
        unexpected_pct=None,
        observed_value=message[:MAX_MESSAGE_CHARS],
        reason="A table or a column that the expectations need is missing: build the warehouse anew.",
    )


def _error_message(exception_info: dict[str, Any]) -> str | None:
    """What was raised; an expectation that needs several figures may have raised for each."""
    infos = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    messages = sorted({info["exception_message"] for info in infos if info["raised_exception"]})
    return "; ".join(messages)[:MAX_MESSAGE_CHARS] or None


def _failing_rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that an expectation names, whichever kind it is."""
    rows: list[dict[str, Any]] = (
        found["details"]["unexpected_rows"]
        if "details" in found
        else found.get("partial_unexpected_index_list", [])
    )
    return rows


def _documents(table_name: str, rows: list[dict[str, Any]]) -> frozenset[str]:
    """The documents of all rows; none where a row names none, and for marts, which sum up many documents."""
    document_ids = [row.get("document_id") for row in rows]
    if table_name.startswith("marts.") or None in document_ids:
        return frozenset()
    return frozenset(str(document_id) for document_id in document_ids)


def _observed_value(found: dict[str, Any]) -> str | None:
    if "observed_value" in found:
        row_count = found["observed_value"]
        return "1 row" if row_count == 1 else f"{row_count} rows"
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

"""The gate's memory: what waits for a verdict, what was decided, and on what grounds."""

import hashlib
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from include.quality.model import Audit, Batch


class Run(NamedTuple):
    """One run of the gate as it is kept."""

    validation_run_id: str
    load_ids: list[str]
    is_accepted: bool
    passed_count: int
    warned_count: int
    failed_count: int


class BatchChangedError(RuntimeError):
    """The batch is not the one that was audited: another build ran in between."""


def pending_batch(connection: duckdb.DuckDBPyConnection) -> Batch | None:
    """What the last build froze and wrote; None where no load waited.

    The batch stays the same until the next build, also after it was decided.
    """
    loads = connection.execute("select load_id from staging.stg_pending_load order by load_id").fetchall()
    if not loads:
        return None
    load_ids = tuple(load_id for (load_id,) in loads)
    document_count, document_hash = connection.execute(
        """
        select count(*), md5(string_agg(document_id || parser_version, ',' order by document_id))
        from staging.stg_pending_document
        left join staging.stg_parsed_document using (document_id)
        where not is_refused
        """
    ).fetchall()[0]
    content = "\x00".join([*load_ids, document_hash or ""])
    return Batch(hashlib.sha256(content.encode()).hexdigest()[:32], load_ids, document_count)


def deciding_run(connection: duckdb.DuckDBPyConnection, batch: Batch | None) -> Run | None:
    """The run that decided about the batch; without a batch, the last run that accepted one."""
    condition = (
        "is_accepted"
        if batch is None
        else """validation_run_id in (
            select validation_run_id from quality.load_verdict where list_contains($load_ids, load_id)
        )"""
    )
    row = connection.execute(
        f"""
        select validation_run_id, load_ids, is_accepted, passed_count, warned_count, failed_count
        from quality.validation_run
        where {condition}
        order by finished_at desc, validation_run_id
        limit 1
        """,
        {} if batch is None else {"load_ids": list(batch.load_ids)},
    ).fetchone()
    return None if row is None else Run(*row)


def store(connection: duckdb.DuckDBPyConnection, audit: Audit) -> None:
    """Write the results and the verdicts that follow from them, all in one transaction.

    Raises:
        BatchChangedError: the batch that waits now is not the audited one; nothing is written.
    """
    connection.begin()
    try:
        if pending_batch(connection) != audit.batch:
            raise BatchChangedError("another build ran during the audit: run `validate` again")
        _replace_run(connection, audit)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _replace_run(connection: duckdb.DuckDBPyConnection, audit: Audit) -> None:
    run_id = audit.batch.validation_run_id
    for table in ("validation_failure", "validation_result", "validation_run"):
        connection.execute(f"delete from quality.{table} where validation_run_id = ?", [run_id])
    connection.execute(
        "insert into quality.validation_run values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            run_id,
            list(audit.batch.load_ids),
            audit.started_at,
            audit.finished_at,
            audit.is_accepted,
            audit.count("passed"),
            audit.count("warned"),
            audit.count("failed"),
            audit.batch.document_count,
        ],
    )
    results: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for check_no, result in enumerate(audit.results, 1):
        key = {"validation_run_id": run_id, "table_name": result.table_name, "check_name": result.check_name}
        results.append(
            key
            | {
                "check_no": check_no,
                "expectation_type": result.expectation_type,
                "column_name": result.column_name,
                "severity": result.severity,
                "status": result.status,
                "is_success": result.status == "passed",
                "element_count": result.element_count,
                "unexpected_count": result.unexpected_count,
                "unexpected_pct": result.unexpected_pct,
                "observed_value": result.observed_value,
                "reason": result.reason,
            }
        )
        failures.extend(
            key
            | {
                "failure_no": failure_no,
                "document_id": failure.document_id,
                "char_start": failure.char_start,
                "char_end": failure.char_end,
                "row_values": failure.row_values,
            }
            for failure_no, failure in enumerate(result.failures, 1)
        )
    _insert(connection, "quality.validation_result", results)
    _insert(connection, "quality.validation_failure", failures)
    connection.execute(
        """
        insert into quality.load_verdict
        select unnest(?), ?, ?, ?
        on conflict (load_id) do nothing
        """,
        [list(audit.batch.load_ids), run_id, audit.is_accepted, audit.finished_at],
    )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """All rows in one statement: one a row would take seconds."""
    if rows:
        connection.register("rows_to_insert", pa.Table.from_pylist(rows))
        connection.execute(f"insert into {table} by name select * from rows_to_insert")
        connection.unregister("rows_to_insert")

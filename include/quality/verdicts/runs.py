"""The gate's memory: what waits for a verdict, what was decided, and on what grounds."""

import hashlib
from dataclasses import asdict, replace
from typing import Any, NamedTuple

import duckdb

from include.quality.history import comparison
from include.quality.incidents import store as incident_store
from include.quality.model import Audit, Batch
from include.quality.verdicts import set_aside
from include.tables.rows import insert_rows


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
    """What the last build froze and wrote; None where nothing waited.

    The new loads are part of it, and the requests to read documents again that were not accepted yet: those
    documents stay pending from build to build. The batch stays the same until the next build, its verdict, or
    a release: that asks for another run, so that a second refusal is kept beside the first, and told.
    """
    loads = connection.execute(
        """
        select load_id from staging.stg_pending_load
        union
        select reprocess_request.load_id
        from raw.reprocess_request
        inner join staging.stg_pending_document as pending_document using (document_id)
        left join quality.load_verdict using (load_id)
        where not pending_document.is_refused and not coalesce(load_verdict.is_accepted, false)
        order by load_id
        """
    ).fetchall()
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
    ((release_count,),) = connection.execute(
        "select count(*) from quality.load_release where list_contains(?, load_id)", [load_ids]
    ).fetchall()
    content = "\x00".join([*load_ids, document_hash or "", str(release_count)])
    return Batch(hashlib.sha256(content.encode()).hexdigest()[:32], load_ids, document_count)


def deciding_run(connection: duckdb.DuckDBPyConnection, batch: Batch | None) -> Run | None:
    """The run that decided about the batch; without a batch, the last run that accepted one.

    A batch without a new load is never decided: a refused request to read again is judged after each build.
    """
    condition = (
        "is_accepted"
        if batch is None
        else """validation_run_id in (
            select validation_run_id
            from quality.load_verdict
            semi join staging.stg_pending_load using (load_id)
        )"""
    )
    row = connection.execute(
        f"""
        select validation_run_id, load_ids, is_accepted, passed_count, warned_count, failed_count
        from quality.validation_run
        where {condition}
        order by finished_at desc, validation_run_id
        limit 1
        """
    ).fetchone()
    return None if row is None else Run(*row)


def store(connection: duckdb.DuckDBPyConnection, audit: Audit) -> Run:
    """Compare with history, and write results, verdicts and incidents, all in one transaction.

    Raises:
        BatchChangedError: the batch that waits now is not the audited one; nothing is written.
    """
    connection.begin()
    try:
        _check_unchanged(connection, audit)
        found = comparison.compare(connection, audit)
        audit = replace(audit, results=audit.results + comparison.check_results(found))
        run = Run(
            audit.batch.validation_run_id,
            list(audit.batch.load_ids),
            audit.is_accepted,
            audit.count("passed"),
            audit.count("warned"),
            audit.count("failed"),
        )
        _replace_rows(
            connection, run.validation_run_id, _rows(audit) | {"validation_run": [_row(run, audit)]}
        )
        if not run.is_accepted:
            set_aside.forget_refused(connection, run.load_ids)
        connection.execute(
            """
            insert into quality.load_verdict
            select unnest(?), ?, ?, ?
            on conflict (load_id) do update set
                validation_run_id = excluded.validation_run_id,
                is_accepted = excluded.is_accepted,
                decided_at = excluded.decided_at
            """,
            [run.load_ids, run.validation_run_id, run.is_accepted, audit.finished_at],
        )
        incident_store.record(connection, audit, found)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return run


def store_undecided(
    connection: duckdb.DuckDBPyConnection, audit: Audit, set_aside_rows: list[dict[str, Any]]
) -> None:
    """Write the results of a look after which documents are set aside; the verdict follows on the next look.

    Raises:
        BatchChangedError: the batch that waits now is not the audited one; nothing is written.
    """
    connection.begin()
    try:
        _check_unchanged(connection, audit)
        _replace_rows(connection, audit.batch.validation_run_id, _rows(audit))
        set_aside.record(connection, set_aside_rows)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _check_unchanged(connection: duckdb.DuckDBPyConnection, audit: Audit) -> None:
    if pending_batch(connection) != audit.batch:
        raise BatchChangedError("another build ran during the audit: run `validate` again")


def _replace_rows(
    connection: duckdb.DuckDBPyConnection, run_id: str, rows_by_table: dict[str, list[dict[str, Any]]]
) -> None:
    for table, rows in rows_by_table.items():
        connection.execute(f"delete from quality.{table} where validation_run_id = ?", [run_id])
        insert_rows(connection, f"quality.{table}", rows)


def _row(run: Run, audit: Audit) -> dict[str, Any]:
    return run._asdict() | {
        "started_at": audit.started_at,
        "finished_at": audit.finished_at,
        "document_count": audit.batch.document_count,
    }


def _rows(audit: Audit) -> dict[str, list[dict[str, Any]]]:
    """What is written about the results, by table."""
    results: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for check_no, result in enumerate(audit.results, 1):
        key = {
            "validation_run_id": audit.batch.validation_run_id,
            "table_name": result.table_name,
            "check_name": result.check_name,
        }
        result_row = asdict(replace(result, document_ids=frozenset()))
        del result_row["document_ids"]
        for failure_no, failure in enumerate(result_row.pop("failures"), 1):
            failures.append(key | {"failure_no": failure_no} | failure)
        results.append(result_row | key | {"check_no": check_no, "is_success": result.status == "passed"})
    return {"validation_failure": failures, "validation_result": results}

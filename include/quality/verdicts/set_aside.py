"""Documents that are left out of a load, so that one bad document does not hold up all the others.

A document is set aside by the gate, and stays out of core and marts until it is asked for again: read again
after a fix, or released by a person, who then vouches for what the gate found in it.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

import duckdb

from include.quality.model import Audit, CheckResult
from include.settings import Settings
from include.tables.rows import insert_rows

ClosedAs = Literal["released", "reprocessed"]

VOUCHED = "released by a person"

_OF_BATCH = """
    select document_id from raw.document semi join staging.stg_pending_load using (load_id)
    union
    select document_id from raw.reprocess_request where list_contains($load_ids, load_id)
"""
"""The documents that the loads of a batch brought or asked for, also those set aside meanwhile."""


def is_build_outdated(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables still hold documents that were set aside after the tables had been built."""
    return bool(
        _document_ids(
            connection,
            """
            select document_id
            from staging.stg_pending_document
            where
                not is_refused
                and document_id in (
                    select document_id from quality.set_aside_document where closed_at is null
                )
            """,
        )
    )


def vouched(connection: duckdb.DuckDBPyConnection, audit: Audit) -> Audit:
    """The same audit, in which a failure of released documents alone is a warning."""
    released = set(
        connection.execute(
            """
            select document_id, table_name, check_name
            from quality.set_aside_document
            where closed_as = 'released'
            """
        ).fetchall()
    )

    def judged(result: CheckResult) -> CheckResult:
        unknown_ids = {
            document_id
            for document_id in result.document_ids
            if (document_id, result.table_name, result.check_name) not in released
        }
        if result.status != "failed" or not result.document_ids:
            return result
        if unknown_ids:
            return replace(result, document_ids=frozenset(unknown_ids))
        return replace(result, status="warned", observed_value=f"{result.observed_value}, {VOUCHED}")

    return replace(audit, results=tuple(judged(result) for result in audit.results))


def rows_to_set_aside(
    connection: duckdb.DuckDBPyConnection, audit: Audit, settings: Settings
) -> list[dict[str, Any]]:
    """What keeps the audit from being accepted, one row a document, table and check.

    Empty where nothing does, and where the whole load is to be refused: a table failed, a failing row belongs
    to a document that was accepted before, or too many of the batch's documents would be left out, those of
    earlier rounds included: more than `max_set_aside_count`, and more than `max_set_aside_pct` per cent. A
    document that was set aside before it was asked for again does not count: the load loses nothing by it.
    """
    failed = [result for result in audit.results if result.status == "failed"]
    if not all(result.document_ids for result in failed):
        return []
    concerned = frozenset[str]().union(*(result.document_ids for result in failed))
    pending = _document_ids(
        connection, "select document_id from staging.stg_pending_document where not is_refused"
    )
    returned = _document_ids(
        connection, "select document_id from quality.set_aside_document where closed_at is not null"
    )
    left_out = _document_ids(
        connection,
        f"""
        select document_id from quality.set_aside_document
        where closed_at is null and document_id in ({_OF_BATCH})
        """,
        load_ids=list(audit.batch.load_ids),
    )
    lost = (concerned | left_out) - returned
    is_too_much = len(lost) > settings.max_set_aside_count and 100 * len(
        lost
    ) > settings.max_set_aside_pct * len((pending | left_out) - returned)
    if not concerned <= pending or is_too_much:
        return []
    return [
        {
            "document_id": document_id,
            "validation_run_id": audit.batch.validation_run_id,
            "table_name": result.table_name,
            "check_name": result.check_name,
            "reason": result.reason,
            "set_aside_at": audit.finished_at,
        }
        for result in failed
        for document_id in sorted(result.document_ids)
    ]


def record(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Set documents aside; part of the caller's transaction."""
    insert_rows(connection, "quality.set_aside_document", rows)


def forget_refused(connection: duckdb.DuckDBPyConnection, load_ids: list[str]) -> None:
    """Forget what was set aside for loads that are refused as a whole; part of the caller's transaction."""
    connection.execute(
        f"delete from quality.set_aside_document where closed_at is null and document_id in ({_OF_BATCH})",
        {"load_ids": load_ids},
    )


def close(connection: duckdb.DuckDBPyConnection, document_ids: list[str], closed_as: ClosedAs) -> None:
    """Let documents into the next build again; part of the caller's transaction."""
    connection.execute(
        """
        update quality.set_aside_document set closed_at = ?, closed_as = ?
        where closed_at is null and list_contains(?, document_id)
        """,
        [datetime.now(UTC), closed_as, document_ids],
    )


def open_count(connection: duckdb.DuckDBPyConnection) -> int:
    """How many documents wait to be read again or released."""
    return len(
        _document_ids(
            connection, "select distinct document_id from quality.set_aside_document where closed_at is null"
        )
    )


def _document_ids(connection: duckdb.DuckDBPyConnection, query: str, **parameters: Any) -> set[str]:
    rows = connection.execute(query, parameters or None).fetchall()
    return {document_id for (document_id,) in rows}

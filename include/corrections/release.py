"""Let in what the gate has set aside or refused. Who does that vouches for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from include.corrections.request import request_documents
from include.landing.identity import LoadIdentity
from include.quality.verdicts import set_aside
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer


class NotReleasableError(ValueError):
    """What is named was never set aside, or does not stand refused."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was released now; `request_load_id` asks for the documents, and is None where there were none."""

    request_load_id: str | None
    document_count: int
    load_count: int


def release(
    settings: Settings, document_ids: Sequence[str] | None = (), *, load_ids: Sequence[str] = ()
) -> Release:
    """Let these documents, or all that are set aside, and these refused loads into the next build.

    What the gate found in the documents is a warning from now on, and so is what history says against the
    loads; by all expectations, the next build judges the loads anew. Releasing again changes nothing.

    Raises:
        NotReleasableError: a document was never set aside, or a load is unknown or accepted; nothing is
            released.
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_tables(connection)
        waiting = _documents_set_aside(connection, document_ids)
        refused = _refused_loads(connection, load_ids)
        request_load_id = None
        connection.begin()
        if waiting:
            identity = LoadIdentity("release")
            for document_id, run_id in waiting:
                identity.add(document_id, run_id)
            request_load_id = identity.load_id()
            released_ids = [document_id for document_id, _ in waiting]
            request_documents(connection, request_load_id, released_ids)
            set_aside.close(connection, released_ids, "released")
        connection.execute(
            "insert into quality.load_release select unnest(?), ?", [refused, datetime.now(UTC)]
        )
        connection.execute("delete from quality.load_verdict where list_contains(?, load_id)", [refused])
        connection.commit()
    return Release(request_load_id, len(waiting), len(refused))


def _documents_set_aside(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str] | None
) -> list[tuple[str, str]]:
    """Those of the documents that still wait, each with the last run that set it aside."""
    rows = connection.execute(
        """
        select document_id, max(validation_run_id) filter (closed_at is null)
        from quality.set_aside_document
        where $document_ids is null or list_contains($document_ids, document_id)
        group by document_id
        order by document_id
        """,
        {"document_ids": None if document_ids is None else list(document_ids)},
    ).fetchall()
    unknown = set(document_ids or ()) - {document_id for document_id, _ in rows}
    if unknown:
        raise NotReleasableError(
            f"never set aside: {', '.join(sorted(unknown))}. See quality.set_aside_document."
        )
    return [(document_id, run_id) for document_id, run_id in rows if run_id is not None]


def _refused_loads(connection: duckdb.DuckDBPyConnection, load_ids: Sequence[str]) -> list[str]:
    """Those of the loads that stand refused; one that was released already waits, and has no verdict."""
    verdicts = dict(
        connection.execute(
            """
            select load_id, verdict.is_accepted
            from raw.load
            left join quality.load_verdict as verdict using (load_id)
            where list_contains(?, load_id)
            order by load_id
            """,
            [list(load_ids)],
        ).fetchall()
    )
    if unknown := sorted(set(load_ids) - set(verdicts)):
        raise NotReleasableError(f"no such load: {', '.join(unknown)}. See quality.load_verdict.")
    if accepted := [load_id for load_id, is_accepted in verdicts.items() if is_accepted]:
        raise NotReleasableError(f"not refused, but accepted: {', '.join(accepted)}. Nothing is to be done.")
    return [load_id for load_id, is_accepted in verdicts.items() if is_accepted is False]

"""Give what was quarantined another chance, after a fix, without anybody dropping it again."""

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb

from include.landing.decode import Rejected
from include.landing.identity import LoadIdentity
from include.landing.land import LoadSummary, summarise_load
from include.landing.read import Landable, read_record, read_stream
from include.landing.staging import Staging
from include.landing.tables import create_raw_tables
from include.settings import Settings
from include.warehouse import writer

logger = logging.getLogger(__name__)


def replay_quarantine(settings: Settings) -> LoadSummary:
    """Land what is quarantined and passes now, as one load; what still fails stays as it is, unwritten.

    Things that were never read (a link that leaves the inbox, a file without permission) are found again
    by an ordinary load when they change.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_raw_tables(connection)
        staging = Staging(connection)
        identity = LoadIdentity("replay")
        released: list[tuple[str, str, int | None]] = []
        waiting = connection.execute(
            """
            select content_id, source_uri, record_no, byte_count, load_id
            from raw.quarantine
            where released_load_id is null and content_id is not null
            order by load_id, source_uri, record_no
            """
        ).fetchall()
        for file_no, (content_id, source_uri, record_no, byte_count, load_id) in enumerate(waiting, 1):
            if record_no is not None and byte_count > settings.max_document_bytes:
                continue
            try:
                content = _content(connection, content_id)
                for found in _read_again(content, source_uri, record_no, settings.max_document_bytes):
                    staging.add_document(file_no, source_uri, found)
            except Rejected:
                staging.drop_file(file_no)
                continue
            identity.add(content_id, load_id, str(record_no))
            released.append((load_id, source_uri, record_no))
        new_load_id = identity.load_id() if released else None
        if new_load_id is not None:
            _commit(connection, staging, new_load_id, released)
        logger.info("%d quarantined, %d released", len(waiting), len(released))
        return summarise_load(connection, new_load_id, len(waiting) - len(released), 0)


def _read_again(
    content: bytes, source_uri: str, record_no: int | None, max_document_bytes: int
) -> Iterator[Landable]:
    """What one quarantined thing holds now; one refused record in it and all of it stays."""
    if record_no is not None:
        yield read_record(content, record_no)
        return
    for found in read_stream(io.BytesIO(content), source_uri, len(content), max_document_bytes):
        if not isinstance(found, Landable):
            raise Rejected(found.reason, found.detail)
        yield found


def _content(connection: duckdb.DuckDBPyConnection, content_id: str) -> bytes:
    rows = connection.execute(
        "select content from raw.quarantine_chunk where content_id = ? order by chunk_no", [content_id]
    ).fetchall()
    return b"".join(content for (content,) in rows)


def _commit(
    connection: duckdb.DuckDBPyConnection,
    staging: Staging,
    load_id: str,
    released: list[tuple[str, str, int | None]],
) -> None:
    """Marking the released first makes a kill in between repeat, and not lose, the landing."""
    staging.commit(load_id, datetime.now(UTC))
    connection.executemany(
        """
        update raw.quarantine set released_load_id = ?
        where load_id = ? and source_uri = ? and record_no is not distinct from ?
        """,
        [(load_id, *key) for key in released],
    )

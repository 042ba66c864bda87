"""One load on its way into `raw.*`: collected in temporary tables, committed in one transaction."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from include.landing.identity import document_id
from include.landing.reading.read import Landable, Refused
from include.landing.staged_tables import COMMIT, DOCUMENT_ID_POSITION, FLUSH, LARGEST_TOGETHER, SCHEMAS

FLUSH_ROW_COUNT = 4096
FLUSH_BYTES = 8 << 20
CHUNK_BYTES = 16 << 10
"""Small, since the engine works on 2,048 rows at once and holds their values all together."""
MEMORY_LIMIT_MB = 192
"""What the engine holds of a load; beyond it, a load of any size spills to disk."""
MEMORY_PER_TEXT = 4
"""Texts that are worked on together need this many times their size; with less, none is written."""


class Staging:
    """Collects what a load found. Nothing of it is visible, or lasts, before `commit`.

    Things are added file by file: what is added belongs to the file of the highest number so far.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT_MB}MB'")
        # A slow statement would draw its bar into a command's output.
        connection.execute("set enable_progress_bar = false")
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in SCHEMAS}
        self._unflushed_ids: set[str] = set()
        self._unflushed_bytes = 0
        self._flushed_file_no = 0
        for table, schema in SCHEMAS.items():
            connection.register("batch", schema.empty_table())
            connection.execute(f"create or replace temp table staged_{table} as select * from batch")
            connection.unregister("batch")

    def add_file(self, file_no: int, source_uri: str, fingerprint: str) -> None:
        """Remember a version of a file, so that no later load looks into it again."""
        self._rows["file"].append((file_no, source_uri, fingerprint))

    def add(self, file_no: int, source_uri: str, found: Landable | Refused) -> None:
        """Take what was found: a document, which may be a duplicate, or something to be quarantined."""
        if isinstance(found, Refused):
            self._add_refused(file_no, source_uri, found)
        else:
            self._add_document(file_no, source_uri, found)

    def release(self, file_no: int, load_id: str, source_uri: str, record_no: int | None) -> None:
        """Mark what an earlier load quarantined as released by this one."""
        self._rows["release"].append((file_no, load_id, source_uri, record_no))

    def drop_file(self, file_no: int) -> None:
        """Forget all that was staged from the file that is being added."""
        for table, rows in self._rows.items():
            while rows and rows[-1][0] == file_no:
                dropped = rows.pop()
                if table == "document":
                    self._unflushed_ids.remove(dropped[DOCUMENT_ID_POSITION])
        if self._flushed_file_no == file_no:
            for table in SCHEMAS:
                self._connection.execute(f"delete from temp.staged_{table} where file_no = ?", [file_no])

    def commit(self, load_id: str, landed_at: datetime) -> None:
        """Make the load visible, all of it or nothing."""
        self._flush()
        self._make_room_for_large_texts()
        self._connection.execute("set variable load_id = ?", [load_id])
        self._connection.execute("set variable landed_at = ?::timestamptz", [landed_at])
        try:
            for statement in COMMIT:
                self._connection.execute(statement)
        except BaseException:
            self._connection.rollback()
            raise

    def _make_room_for_large_texts(self) -> None:
        (byte_count,) = self._connection.execute(LARGEST_TOGETHER).fetchone() or (0,)
        needed_mb = MEMORY_PER_TEXT * byte_count >> 20
        if needed_mb > MEMORY_LIMIT_MB:
            self._connection.execute(f"set memory_limit = '{needed_mb}MB'")

    def _add_document(self, file_no: int, source_uri: str, found: Landable) -> None:
        record = found.record
        identity = document_id(record.raw_text, record.url)
        shared = (
            file_no,
            source_uri,
            found.record_no,
            identity,
            found.byte_count,
            record.published_at_raw,
            record.source,
            record.categories,
            record.tags,
        )
        self._rows["event"].append((*shared, None, None, record.captured_at, None))
        if identity not in self._unflushed_ids:
            self._unflushed_ids.add(identity)
            self._rows["document"].append(
                (
                    *shared,
                    record.raw_text,
                    found.format,
                    record.title,
                    record.url,
                    record.author,
                    record.language,
                    len(record.raw_text),
                    found.encoding,
                    None if record.page_marks is None else [mark._asdict() for mark in record.page_marks],
                )
            )
        self._flush_when_full(file_no, found.byte_count)

    def _add_refused(self, file_no: int, source_uri: str, refused: Refused) -> None:
        digest = hashlib.sha256()
        byte_count = 0
        for chunk_no, chunk in enumerate(_chunks(refused.content)):
            digest.update(chunk)
            byte_count += len(chunk)
            self._rows["chunk"].append((file_no, refused.record_no, chunk_no, chunk))
            self._flush_when_full(file_no, len(chunk))
        identity = digest.hexdigest() if byte_count else None
        declared = (None, None, None, None)
        event = (file_no, source_uri, refused.record_no, None, byte_count, *declared)
        self._rows["event"].append((*event, refused.reason, refused.detail, None, identity))
        self._flush_when_full(file_no, 0)

    def _flush_when_full(self, file_no: int, byte_count: int) -> None:
        self._unflushed_bytes += byte_count
        if len(self._rows["event"]) >= FLUSH_ROW_COUNT or self._unflushed_bytes >= FLUSH_BYTES:
            self._flush()
            self._flushed_file_no = file_no

    def _flush(self) -> None:
        """Move what is held in Python into the temporary tables, new documents only."""
        for table, schema in SCHEMAS.items():
            rows = self._rows[table]
            if not rows:
                continue
            columns = [
                pa.array(column, field.type)
                for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            self._connection.register("batch", pa.table(columns, schema=schema))
            self._connection.execute(FLUSH[table])
            self._connection.unregister("batch")
            rows.clear()
        self._unflushed_ids.clear()
        self._unflushed_bytes = 0


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut or join pieces to the size of a chunk: the same bytes are the same chunks, however they came."""
    pending = b""
    for piece in pieces:
        pending += piece
        # Once a piece, however many chunks are in it: what is left of it is copied a single time.
        whole = len(pending) - len(pending) % CHUNK_BYTES
        for start in range(0, whole, CHUNK_BYTES):
            yield pending[start : start + CHUNK_BYTES]
        pending = pending[whole:]
    if pending:
        yield pending

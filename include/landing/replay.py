"""Give what was quarantined another chance, after a fix, without anybody dropping it again."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from include.landing.identity import LoadIdentity
from include.landing.land import LoadSummary, summarise_load
from include.landing.reading.decode import Rejected
from include.landing.reading.read import Landable, Refused, read_record, read_stream
from include.landing.staging import Staging
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

logger = logging.getLogger(__name__)

_WAITING = """
select content_id, source_uri, record_no, byte_count, load_id
from raw.quarantine
where released_load_id is null and content_id is not null and bytes_removed_at is null
order by load_id, source_uri, record_no
"""

_LEFT = """
select count(*), count(*) filter (content_id is null or bytes_removed_at is not null)
from raw.quarantine
where released_load_id is null
"""


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay came to.

    `left_count` things are in quarantine after it, with those that it quarantined anew; `unkept_count` of
    them have no bytes that could be read again: they were empty, were never opened, or were kept long enough.
    """

    load: LoadSummary
    left_count: int
    unkept_count: int


def replay_quarantine(settings: Settings) -> Replay:
    """Land what is quarantined and passes now, as one load; what still fails stays as it is, unwritten.

    A file of records that can be taken apart now is released; records of it that fail are quarantined each.
    What was never read (a link that leaves the inbox, a file without permission) is left to ordinary loads.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_tables(connection)
        staging = Staging(connection)
        identity = LoadIdentity("replay")
        waiting = connection.execute(_WAITING).fetchall()
        released_count = 0
        for file_no, (content_id, source_uri, record_no, byte_count, load_id) in enumerate(waiting, 1):
            content = _Content(connection, content_id)
            try:
                for found in _read_again(content, source_uri, record_no, byte_count, settings):
                    staging.add(file_no, source_uri, found)
            except Rejected:
                staging.drop_file(file_no)
                continue
            staging.release(file_no, load_id, source_uri, record_no)
            identity.add(content_id, load_id, str(record_no))
            released_count += 1
        new_load_id = identity.load_id() if released_count else None
        if new_load_id is not None:
            staging.commit(new_load_id, datetime.now(UTC))
        load = summarise_load(connection, new_load_id, len(waiting) - released_count, 0)
        left_count, unkept_count = connection.execute(_LEFT).fetchall()[0]
        return Replay(load, left_count, unkept_count)


def _read_again(
    content: "_Content", source_uri: str, record_no: int | None, byte_count: int, settings: Settings
) -> Iterator[Landable | Refused]:
    if record_no is None:
        limits = settings.max_document_bytes, settings.max_document_seconds
        yield from read_stream(content, source_uri, byte_count, *limits)
    elif byte_count > settings.max_document_bytes:
        raise Rejected("too_large", "still over the limit")
    else:
        yield read_record(content.readall(), record_no, settings.max_document_seconds)


class _Content(io.RawIOBase):
    """The bytes of something quarantined, fetched chunk by chunk."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, content_id: str) -> None:
        self._connection = connection
        self._content_id = content_id
        self._next_chunk_no = 0
        self._chunk = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        if not self._chunk:
            self._chunk = self._fetch()
        piece, self._chunk = self._chunk[: len(buffer)], self._chunk[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _fetch(self) -> bytes:
        row = self._connection.execute(
            "select content from raw.quarantine_chunk where content_id = ? and chunk_no = ?",
            [self._content_id, self._next_chunk_no],
        ).fetchone()
        self._next_chunk_no += 1
        return bytes(row[0]) if row else b""

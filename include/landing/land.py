"""One load: everything new in the inbox into `raw.*`, in one transaction, with a ledger that balances."""

import logging
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import duckdb
import pyarrow as pa

from include.landing.identity import LoadIdentity
from include.landing.inbox.address import open_inbox
from include.landing.inbox.files import FileChangedError, InboxFile
from include.landing.reading.decode import Rejected
from include.landing.reading.read import Landable, Refused, UnreadableError, read_content, read_file
from include.landing.staging import Staging
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

logger = logging.getLogger(__name__)

LISTING_BATCH_FILES = 10_000
PROGRESS_EVERY_FILES = 5_000


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What one load found and what became of it.

    `load_id` is None where nothing new was found, and then nothing was written. `unchanged_count` files were
    known already, `deferred_count` changed while they were read and are left to the next load.
    `pending_load_count` loads, this one included, are not yet validated and have something to build: what
    they landed, or what they ask to be read again.
    """

    load_id: str | None
    found_count: int
    landed_count: int
    duplicate_count: int
    quarantined_count: int
    unchanged_count: int
    deferred_count: int
    pending_load_count: int


def land_inbox(settings: Settings) -> LoadSummary:
    """Land what is new in the inbox. Running it again changes nothing; killed, it leaves nothing behind.

    Raises:
        InboxError: the inbox cannot be read.
        WarehouseBusyError: another process holds the warehouse.
    """
    inbox = open_inbox(settings)
    with writer(settings) as connection:
        create_tables(connection)
        load = _Load(Staging(connection), settings)
        for batch in _batches(inbox.files(), LISTING_BATCH_FILES):
            known = _known_versions(connection, batch)
            for file in batch:
                load.take(file, known.get(file.source_uri, frozenset()))
        load_id = load.commit()
        return summarise_load(connection, load_id, load.unchanged_count, load.deferred_count)


def summarise_load(
    connection: duckdb.DuckDBPyConnection, load_id: str | None, unchanged_count: int, deferred_count: int
) -> LoadSummary:
    """Read back from the ledger what a load did."""
    counts = connection.execute(
        """
        select found_count, landed_count, duplicate_count, quarantined_count
        from raw.load where load_id = ?
        """,
        [load_id],
    ).fetchone() or (0, 0, 0, 0)
    (pending_load_count,) = connection.execute(
        """
        select count(*)
        from raw.load
        anti join quality.load_verdict using (load_id)
        where landed_count > 0 or found_count = 0
        """
    ).fetchone() or (0,)
    summary = LoadSummary(
        load_id,
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        unchanged_count,
        deferred_count,
        pending_load_count,
    )
    logger.info("%s", summary)
    return summary


class _Load:
    """One load at work: what it has staged, and how many files it found in which state."""

    def __init__(self, staging: Staging, settings: Settings) -> None:
        self._staging = staging
        self._settings = settings
        self._identity = LoadIdentity("inbox")
        self._file_no = 0
        self.new_count = 0
        self.unchanged_count = 0
        self.deferred_count = 0

    def take(self, file: InboxFile, known_versions: Container[str]) -> None:
        """Stage one file, unless this version of it is known."""
        self._file_no += 1
        if self._file_no % PROGRESS_EVERY_FILES == 0:
            logger.info("%d files looked at, %d new", self._file_no, self.new_count)
        if file.fingerprint in known_versions:
            self.unchanged_count += 1
            return
        try:
            version = self._stage(file)
        except FileChangedError as change:
            logger.warning("%r is left to the next load: %s", file.source_uri, change)
            self._staging.drop_file(self._file_no)
            self.deferred_count += 1
            return
        except UnreadableError as error:
            # Tried again by every load, since nothing in the file tells when it can be read; told once.
            version = f"unreadable-{file.fingerprint}"
            self._staging.drop_file(self._file_no)
            if version in known_versions:
                self.unchanged_count += 1
                return
            self._add(file, Refused(None, "unreadable", f"{error}. Mend it: every load tries again", ()))
        self._staging.add_file(self._file_no, file.source_uri, version)
        self._identity.add(file.source_uri, version)
        self.new_count += 1

    def commit(self) -> str | None:
        """Make it all visible and return the load's name; None where nothing new was found."""
        if not self.new_count:
            return None
        load_id = self._identity.load_id()
        self._staging.commit(load_id, datetime.now(UTC))
        return load_id

    def _stage(self, file: InboxFile) -> str:
        try:
            limits = self._settings.max_document_bytes, self._settings.max_document_seconds
            for found in read_file(file, *limits):
                self._add(file, found)
        except Rejected as rejected:
            self._staging.drop_file(self._file_no)
            self._add(file, Refused(None, rejected.reason, rejected.detail, read_content(file)))
        return file.fingerprint

    def _add(self, file: InboxFile, found: Landable | Refused) -> None:
        self._staging.add(self._file_no, file.source_uri, found)


def _known_versions(connection: duckdb.DuckDBPyConnection, files: list[InboxFile]) -> dict[str, set[str]]:
    """The versions that earlier loads have seen, by source."""
    connection.register("listing", pa.table({"source_uri": [file.source_uri for file in files]}))
    rows = connection.execute(
        "select source_uri, fingerprint from raw.inbox_file semi join listing using (source_uri)"
    ).fetchall()
    connection.unregister("listing")
    known: dict[str, set[str]] = {}
    for source_uri, fingerprint in rows:
        known.setdefault(source_uri, set()).add(fingerprint)
    return known


def _batches(files: Iterable[InboxFile], size: int) -> Iterator[list[InboxFile]]:
    remaining = iter(files)
    while batch := list(islice(remaining, size)):
        yield batch

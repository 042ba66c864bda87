"""One load: everything new in the inbox into `raw.*`, in one transaction, with a ledger that balances."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import duckdb
import pyarrow as pa

from include.landing.decode import Rejected
from include.landing.identity import LoadIdentity
from include.landing.inbox import InboxFile, open_inbox
from include.landing.read import FileChangedError, Landable, Refused, read_file
from include.landing.records import READ_SIZE_BYTES
from include.landing.staging import Staging
from include.landing.tables import create_raw_tables
from include.settings import Settings
from include.warehouse import writer

logger = logging.getLogger(__name__)

LISTING_BATCH_FILES = 10_000
PROGRESS_EVERY_FILES = 5_000


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What one load found and what became of it.

    `load_id` is None where nothing new was found, and then nothing was written. `unchanged_count` files were
    known already, `deferred_count` changed while they were read and are left to the next load.
    `pending_load_count` loads, this one included, are landed and not yet validated.
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
        create_raw_tables(connection)
        staging = Staging(connection)
        identity = LoadIdentity("inbox")
        seen_count = new_count = deferred_count = 0
        for batch in _batches(inbox.files(), LISTING_BATCH_FILES):
            known = _known_versions(connection, batch)
            for file in batch:
                seen_count += 1
                if seen_count % PROGRESS_EVERY_FILES == 0:
                    logger.info("%d files looked at, %d new", seen_count, new_count)
                if (file.source_uri, file.fingerprint) in known:
                    continue
                if _stage_file(staging, seen_count, file, settings.max_document_bytes):
                    new_count += 1
                    identity.add(file.source_uri, file.fingerprint)
                else:
                    deferred_count += 1
        load_id = identity.load_id() if new_count else None
        if load_id is not None:
            staging.commit(load_id, datetime.now(UTC))
        unchanged_count = seen_count - new_count - deferred_count
        return summarise_load(connection, load_id, unchanged_count, deferred_count)


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
        "select count(*) from raw.load anti join quality.load_verdict using (load_id) where landed_count > 0"
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


def _stage_file(staging: Staging, file_no: int, file: InboxFile, max_document_bytes: int) -> bool:
    """Stage one file; False where it must be left to the next load."""
    try:
        for found in read_file(file, max_document_bytes):
            _stage(staging, file_no, file.source_uri, found)
    except Rejected as rejected:
        staging.drop_file(file_no)
        content = _content_of(file) if rejected.reason != "unreadable" else ()
        try:
            staging.add_refused(
                file_no, file.source_uri, Refused(None, rejected.reason, rejected.detail, content)
            )
        except OSError:
            staging.drop_file(file_no)
            return False
    except FileChangedError as change:
        logger.warning("%r is left to the next load: %s", file.source_uri, change)
        staging.drop_file(file_no)
        return False
    staging.add_file(file_no, file.source_uri, file.fingerprint)
    return True


def _stage(staging: Staging, file_no: int, source_uri: str, found: Landable | Refused) -> None:
    if isinstance(found, Landable):
        staging.add_document(file_no, source_uri, found)
    else:
        staging.add_refused(file_no, source_uri, found)


def _content_of(file: InboxFile) -> Iterator[bytes]:
    with file.open() as stream:
        while piece := stream.read(READ_SIZE_BYTES):
            yield piece


def _known_versions(connection: duckdb.DuckDBPyConnection, files: list[InboxFile]) -> set[tuple[str, str]]:
    listing = {
        "source_uri": [file.source_uri for file in files],
        "fingerprint": [file.fingerprint for file in files],
    }
    connection.register("listing", pa.table(listing))
    rows = connection.execute(
        "select source_uri, fingerprint from listing semi join raw.inbox_file using (source_uri, fingerprint)"
    ).fetchall()
    connection.unregister("listing")
    return {(source_uri, fingerprint) for source_uri, fingerprint in rows}


def _batches(files: Iterable[InboxFile], size: int) -> Iterator[list[InboxFile]]:
    remaining = iter(files)
    while batch := list(islice(remaining, size)):
        yield batch

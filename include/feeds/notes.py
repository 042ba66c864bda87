"""What a poll has to tell, kept until it stands in the warehouse: polling never opens that."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from include.feeds.folders import notes_folder
from include.feeds.model import Feed
from include.files import replace_file
from include.settings import Settings
from include.tables.create import create_tables
from include.tables.rows import insert_rows
from include.warehouse import writer

Outcome = Literal["read", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class PollNote:
    """One row of `raw.feed_poll`."""

    poll_id: str
    feed_id: str
    address: str
    source: str
    kind: str
    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    reason: str | None = None
    detail: str | None = None
    http_status: int | None = None
    request_count: int = 0
    byte_count: int = 0
    item_count: int = 0
    new_item_count: int = 0
    changed_item_count: int = 0
    page_count: int = 0
    failed_page_count: int = 0
    median_lag_seconds: int | None = None


def poll_id(feed: Feed, started_at: datetime) -> str:
    """The same poll is the same row, however often it is written."""
    return hashlib.sha256(f"{feed.feed_id}\x00{started_at.isoformat()}".encode()).hexdigest()[:32]


def keep(settings: Settings, note: PollNote) -> None:
    """Keep a note until `record` finds it."""
    replace_file(notes_folder(settings) / f"{note.poll_id}.json", orjson.dumps(asdict(note)).decode())


def record(settings: Settings) -> int:
    """Write the notes into `raw.feed_poll` and return how many there were; twice changes nothing.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    paths = sorted(notes_folder(settings).glob("*.json"))
    with writer(settings) as connection:
        create_tables(connection)
        connection.begin()
        known = {
            identity for (identity,) in connection.execute("select poll_id from raw.feed_poll").fetchall()
        }
        rows = [row for row in _rows(paths) if row["poll_id"] not in known]
        insert_rows(connection, "raw.feed_poll", rows)
        connection.commit()
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def waiting(settings: Settings) -> list[dict[str, Any]]:
    """The notes that are not in the warehouse yet."""
    return list(_rows(sorted(notes_folder(settings).glob("*.json"))))


def _rows(paths: Iterable[Path]) -> Iterable[dict[str, Any]]:
    for path in paths:
        row: dict[str, Any] = orjson.loads(path.read_bytes())
        for name in ("started_at", "finished_at"):
            row[name] = datetime.fromisoformat(row[name])
        yield row

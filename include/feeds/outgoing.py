"""What came, on its way into the inbox: whole or not at all, once, and never lost.

A file is written into the feed's folder first. It counts once the feed's state names it, which says in the
same moment that its items were seen. From then on it is brought into the inbox, by this poll or by the next
one. What no state names was left by a poll that was killed, and nobody misses it: its items are still unseen.
"""

import gzip
import hashlib
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from include.feeds.folders import INBOX_AREA
from include.feeds.model import Feed, FeedItem
from include.feeds.network.client import Answer
from include.feeds.state import WantedPage
from include.settings import Settings


class UndeliverableError(RuntimeError):
    """The inbox cannot be written; the message says what to do. Nothing is lost: the next poll brings it."""


def write_items(folder: Path, feed: Feed, items: Sequence[FeedItem], fetched_at: datetime) -> str:
    """Write items as records; return the file's name, which is the same for the same items."""
    lines = [orjson.dumps(_record(feed, item, fetched_at)) for item in items]
    versions = "".join(f"{item.key}{item.version}" for item in items)
    name = f"{fetched_at:%Y-%m-%d}/{fetched_at:%H%M%S}-{_digest(versions.encode())}.jsonl.gz"
    _write(folder / name, gzip.compress(b"\n".join(lines) + b"\n", mtime=0))
    return name


def write_page(
    folder: Path, feed: Feed, page: WantedPage, answer: Answer, fetched_at: datetime
) -> tuple[str, str]:
    """Write a page, and beside it what is declared of it; return the names of both, the page's last.

    Landing finds a page with its declaration: see `include/landing/inbox/files.py`.
    """
    stem = _digest(page.address.encode() + b"\x00" + answer.body)
    day = f"{fetched_at:%Y-%m-%d}"
    declared = {
        "url": answer.address,
        "linked_url": page.address,
        "title": page.title,
        "source": feed.source,
        "published_at": page.published_at_raw,
        "captured_at": fetched_at.isoformat(),
        "language": page.language or feed.language,
        "feed": feed.shown_address,
        "status": answer.status,
        "headers": {
            name: answer.headers[name]
            for name in ("content-type", "content-language", "etag", "last-modified", "date")
            if name in answer.headers
        },
    }
    names = (f"{day}/.{stem}.html.gz.json", f"{day}/{stem}.html.gz")
    _write(folder / names[0], orjson.dumps(declared, option=orjson.OPT_INDENT_2))
    _write(folder / names[1], gzip.compress(answer.body, mtime=0))
    return names


def deliver(settings: Settings, feed_id: str, folder: Path, names: Sequence[str]) -> None:
    """Bring the files into the inbox, in this order. One that is there already stays as it is.

    Raises:
        UndeliverableError: the inbox cannot be written.
    """
    try:
        for name in names:
            path = folder / name
            if not path.exists():
                continue  # an earlier poll has brought it
            if settings.is_inbox_local:
                _into_folder(path, Path(settings.inbox), f"{INBOX_AREA}/{feed_id}/{name}")
            else:
                _into_object_store(path, f"{settings.inbox.rstrip('/')}/{INBOX_AREA}/{feed_id}/{name}")
            path.unlink()
            with suppress(OSError):  # another file may lie there
                path.parent.rmdir()
    except OSError as error:
        raise UndeliverableError(
            f"The inbox {settings.inbox} cannot be written ({error}): make it writable. What came is kept."
        ) from error


def discard_others(folder: Path, names: Sequence[str]) -> None:
    """Remove what no state names."""
    kept = {folder / name for name in names}
    for path in folder.glob("*/*"):
        if path.is_file() and path not in kept:
            path.unlink()


def _record(feed: Feed, item: FeedItem, fetched_at: datetime) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": item.title,
        "content_html": item.content_html,
        "content_text": item.content_text,
        "url": item.url,
        "source": feed.source,
        "published_at": item.published_at_raw,
        "captured_at": fetched_at.isoformat(),
        "author": item.author,
        "language": item.language or feed.language,
        "tags": None if item.tags is None else list(item.tags),
        "feed": feed.shown_address,
        "item_id": item.item_id,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _into_folder(path: Path, inbox: Path, name: str) -> None:
    """Copy under a name that landing passes over, then rename: the two may lie on different disks."""
    if not inbox.is_dir():
        raise FileNotFoundError("there is no such folder")
    target = inbox / name
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    shutil.copyfile(path, draft)
    draft.replace(target)


def _into_object_store(path: Path, address: str) -> None:
    from airflow.sdk import ObjectStoragePath  # takes seconds; folders never need it

    target = ObjectStoragePath(address)
    try:
        if not target.exists():
            target.write_bytes(path.read_bytes())
    except OSError:
        raise
    except Exception as error:  # whatever the store's own library raises
        raise OSError(f"{type(error).__name__}: {error}") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]

"""How the feeds of the list are doing: their polls of the last day, from the warehouse and from the notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb

from include.feeds import notes
from include.feeds.listing import load_feeds
from include.feeds.model import Feed
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

WINDOW = timedelta(days=1)

_POLLS = """
select feed_id, started_at, outcome, reason, detail, new_item_count, changed_item_count, median_lag_seconds
from raw.feed_poll
qualify started_at >= ? or started_at = max(started_at) over (partition by feed_id)
"""


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed: its last poll, and what its polls of the last day came to.

    `last_failure` says why the last poll brought nothing, if it did not; `lag_seconds` is that of the latest
    poll that has one.
    """

    feed: Feed
    last_poll_at: datetime | None
    last_failure: str | None
    poll_count: int
    item_count: int
    error_count: int
    lag_seconds: int | None


def collect(settings: Settings, now: datetime) -> list[FeedHealth]:
    """Every feed of the list, in its order.

    Raises:
        FeedListError: the list of feeds cannot be used.
        WarehouseBusyError: another process holds the warehouse.
    """
    feeds = load_feeds(settings.feeds_path)
    polls = notes.waiting(settings)
    if settings.warehouse_path.exists():
        with writer(settings) as connection:
            create_tables(connection)
            polls += _rows(connection, _POLLS, [now - WINDOW])
    by_feed: dict[str, list[dict[str, Any]]] = {}
    for poll in sorted(polls, key=lambda poll: poll["started_at"]):
        by_feed.setdefault(poll["feed_id"], []).append(poll)
    return [_health(feed, by_feed.get(feed.feed_id, []), now) for feed in feeds]


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any]
) -> Iterable[dict[str, Any]]:
    cursor = connection.execute(query, parameters)
    names = [name for name, *_ in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _health(feed: Feed, polls: list[dict[str, Any]], now: datetime) -> FeedHealth:
    """`polls` are in order of time; the last one may be older than the window."""
    last = polls[-1] if polls else None
    recent = [poll for poll in polls if poll["started_at"] >= now - WINDOW]
    lags = [poll["median_lag_seconds"] for poll in recent if poll["median_lag_seconds"] is not None]
    is_failed = last is not None and last["outcome"] == "failed"
    return FeedHealth(
        feed=feed,
        last_poll_at=last["started_at"] if last else None,
        last_failure=f"{last['reason']}: {last['detail']}" if last and is_failed else None,
        poll_count=len(recent),
        item_count=sum(poll["new_item_count"] + poll["changed_item_count"] for poll in recent),
        error_count=sum(poll["outcome"] == "failed" for poll in recent),
        lag_seconds=lags[-1] if lags else None,
    )

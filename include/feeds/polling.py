"""One poll of one feed: asked, read, compared with what was seen, written into the inbox, and noted."""

import logging
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from include.feeds import notes, outgoing
from include.feeds.folders import feed_folder, host_states
from include.feeds.listing import load_feeds
from include.feeds.model import Feed, FeedItem, PollError
from include.feeds.network.client import Client, user_agent
from include.feeds.network.polite import Guest
from include.feeds.notes import PollNote
from include.feeds.reading.read import read_feed
from include.feeds.state import FeedState, WantedPage
from include.settings import Settings

logger = logging.getLogger(__name__)

ACCEPTED_FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
ACCEPTED_PAGES = "text/html, application/xhtml+xml;q=0.9"
MAX_FEED_BYTES = 32 << 20

MAX_PAGE_COUNT = 20
"""Pages fetched by one poll, with a pause before each; the others wait for the next."""
MAX_WANTED_PAGE_COUNT = 1_000
MAX_PAGE_ATTEMPT_COUNT = 3

MAX_BACK_OFF_SECONDS = 86_400
_DOUBLED_AT_MOST = 10
_WAIT = frozenset({"busy", "asked_to_wait"})
"""The host wants peace: what else is wanted of it waits for the next poll, and nothing has failed."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """What a poll found that was not seen before."""

    new: list[FeedItem]
    changed: list[FeedItem]


def poll_feeds(settings: Settings, feed_ids: Sequence[str]) -> list[PollNote]:
    """Poll feeds of one host, one after the other; what goes wrong with one keeps no other from its turn.

    Raises:
        FeedListError: the list of feeds cannot be used.
        UndeliverableError: the inbox cannot be written.
    """
    feeds = [feed for feed in load_feeds(settings.feeds_path) if feed.feed_id in feed_ids]
    with Client(user_agent(settings.feed_contact)) as client:
        return [poll(settings, feed, Guest(client, host_states(settings))) for feed in feeds]


def poll(settings: Settings, feed: Feed, guest: Guest) -> PollNote:
    """Poll one feed. Whatever the other side does, the poll ends with a note that says what was wrong.

    Killed at any point and begun again, it loses nothing and writes nothing twice: see `outgoing`.

    Raises:
        UndeliverableError: the inbox cannot be written.
    """
    started_at = datetime.now(UTC)
    folder = feed_folder(settings, feed.feed_id)
    state = FeedState.load(folder)
    outgoing.discard_others(folder, state.outgoing)
    outgoing.deliver(settings, feed.feed_id, folder, state.outgoing)
    note = PollNote(
        poll_id=notes.poll_id(feed, started_at),
        feed_id=feed.feed_id,
        address=feed.shown_address,
        source=feed.source,
        kind=feed.kind,
        started_at=started_at,
        finished_at=started_at,
        outcome="failed",
    )
    try:
        note = _ask(settings, feed, state, guest, note)
    except PollError as error:
        note = replace(note, reason=error.reason, detail=error.detail, http_status=error.status)
        _back_off(state, feed, started_at, error.retry_after_seconds)
        state.save(folder)
    else:
        note = _fetch_pages(settings, feed, state, guest, note)
    note = replace(note, finished_at=datetime.now(UTC), request_count=guest.request_count)
    notes.keep(settings, note)
    logger.info("%s", one_line(note))
    return note


def one_line(note: PollNote) -> str:
    """What came of a poll, for a log or a terminal."""
    if note.outcome == "failed":
        return f"{note.address}: {note.reason}: {note.detail}"
    if note.outcome == "unchanged":
        return f"{note.address}: unchanged"
    counts = f"{note.item_count} items, {note.new_item_count} new, {note.changed_item_count} changed"
    return f"{note.address}: {counts}"


def _ask(settings: Settings, feed: Feed, state: FeedState, guest: Guest, note: PollNote) -> PollNote:
    """Ask for the feed, and bring what is new into the inbox."""
    headers = {"Accept": ACCEPTED_FEEDS}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    answer = guest.get(feed.address, MAX_FEED_BYTES, headers)
    folder = feed_folder(settings, feed.feed_id)
    is_unchanged = answer.status == 304
    content_type = answer.headers.get("content-type", "")
    limit_seconds = settings.max_document_seconds
    items = [] if is_unchanged else read_feed(answer.body, content_type, answer.address, limit_seconds)
    state.failure_count = 0
    state.next_poll_at = note.started_at.timestamp() + feed.poll_interval_minutes * 60
    if is_unchanged:
        state.save(folder)
        return replace(note, outcome="unchanged", http_status=answer.status)
    is_first = not state.seen
    found = _compare(items, state)
    fetched_at = datetime.now(UTC)
    written = [*found.new, *found.changed]
    state.outgoing = [outgoing.write_items(folder, feed, written, fetched_at)] if written else []
    state.etag, state.last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    state.remember({item.key: item.version for item in items})
    if feed.is_page_fetched:
        _want_pages(state, written)
    state.save(folder)
    outgoing.deliver(settings, feed.feed_id, folder, state.outgoing)
    return replace(
        note,
        outcome="read",
        http_status=answer.status,
        byte_count=len(answer.body),
        item_count=len(items),
        new_item_count=len(found.new),
        changed_item_count=len(found.changed),
        median_lag_seconds=None if is_first else _median_lag_seconds(found.new, fetched_at),
    )


def _compare(items: Sequence[FeedItem], state: FeedState) -> _Difference:
    return _Difference(
        new=[item for item in items if item.key not in state.seen],
        changed=[item for item in items if state.seen.get(item.key, item.version) != item.version],
    )


def _median_lag_seconds(items: Sequence[FeedItem], fetched_at: datetime) -> int | None:
    """How long after its publication an item came; what a first poll finds was there for any time."""
    lags = [(fetched_at - item.published_at).total_seconds() for item in items if item.published_at]
    return max(0, int(statistics.median(lags))) if lags else None


def _back_off(state: FeedState, feed: Feed, started_at: datetime, retry_after_seconds: int) -> None:
    """Wait twice as long after each failure, up to a day, and never less than the other side asks for."""
    interval_seconds = feed.poll_interval_minutes * 60
    doubled_seconds = interval_seconds * 2 ** min(state.failure_count, _DOUBLED_AT_MOST)
    state.failure_count += 1
    waiting_seconds = max(interval_seconds, min(doubled_seconds, MAX_BACK_OFF_SECONDS), retry_after_seconds)
    state.next_poll_at = started_at.timestamp() + waiting_seconds


def _want_pages(state: FeedState, items: Sequence[FeedItem]) -> None:
    wanted = {page.address: page for page in state.wanted_pages}
    for item in items:
        if item.url is not None:
            wanted[item.url] = WantedPage(item.url, item.title, item.published_at_raw, item.language)
    state.wanted_pages = list(wanted.values())[-MAX_WANTED_PAGE_COUNT:]


def _fetch_pages(settings: Settings, feed: Feed, state: FeedState, guest: Guest, note: PollNote) -> PollNote:
    """Fetch the oldest of the wanted pages; each is in the inbox before the next is asked for."""
    folder = feed_folder(settings, feed.feed_id)
    page_count = failed_count = 0
    for page in state.wanted_pages[:MAX_PAGE_COUNT]:
        state.outgoing = []
        try:
            answer = guest.get(page.address, settings.max_document_bytes, {"Accept": ACCEPTED_PAGES})
            if "html" not in answer.headers.get("content-type", "html"):
                raise PollError("no_page", "what an item links to is no page")
        except PollError as error:
            logger.info("%s: a page was not fetched: %s: %s", feed.shown_address, error.reason, error.detail)
            if error.reason in _WAIT:
                break
            failed_count += 1
            page.attempt_count += 1
            state.wanted_pages.remove(page)
            if page.attempt_count < MAX_PAGE_ATTEMPT_COUNT:
                state.wanted_pages.append(page)
        else:
            page_count += 1
            state.wanted_pages.remove(page)
            state.outgoing = list(outgoing.write_page(folder, feed, page, answer, datetime.now(UTC)))
        state.save(folder)
        outgoing.deliver(settings, feed.feed_id, folder, state.outgoing)
    return replace(note, page_count=page_count, failed_page_count=failed_count)

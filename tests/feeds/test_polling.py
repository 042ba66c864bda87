"""A poll: what is new comes into the inbox once, whatever happens on the way."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from include.feeds import outgoing, polling
from include.feeds.folders import feed_folder, host_states
from include.feeds.listing import COLUMNS, row_of
from include.feeds.model import Feed
from include.feeds.network.client import Client
from include.feeds.notes import PollNote
from include.feeds.outgoing import UndeliverableError
from include.feeds.polling import MAX_PAGE_ATTEMPT_COUNT, MAX_PAGE_COUNT, poll
from include.feeds.state import FeedState
from include.settings import Settings
from tests.feeds.feeds import item, rss
from tests.feeds.servers import Clock, Site, gives, guest_of

PAGE = "<html><head><title>Tide</title></head><body><p>The tide came in.</p></body></html>"

Poll = Callable[..., PollNote]


@pytest.fixture
def feed(site: Site) -> Feed:
    return Feed(f"{site.url}/feed?key=secret", "tides", "newsroom", "en", 30, False, True)


@pytest.fixture
def poll_once(settings: Settings, client: Client, feed: Feed) -> Poll:
    def once(other: Feed | None = None, clock: Clock | None = None) -> PollNote:
        return poll(settings, other or feed, guest_of(client, host_states(settings), clock))

    return once


def set_feed(site: Site, *items: str, **headers: str) -> None:
    site.pages["/feed?key=secret"] = gives(rss(*items), content_type="application/rss+xml", **headers)


def files(settings: Settings) -> list[Path]:
    return sorted(path for path in Path(settings.inbox).rglob("*") if path.is_file())


def records(settings: Settings) -> list[dict[str, Any]]:
    paths = [path for path in files(settings) if path.name.endswith(".jsonl.gz")]
    return [json.loads(line) for path in paths for line in gzip.decompress(path.read_bytes()).splitlines()]


def titles(settings: Settings) -> list[str]:
    return sorted(record["title"] for record in records(settings))


def test_what_a_feed_brings_is_a_file_of_records_in_its_own_folder(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1), item(2))
    note = poll_once()
    (path,) = files(settings)
    assert path.is_relative_to(Path(settings.inbox) / "feeds" / feed.feed_id)
    first = records(settings)[0]
    assert {name: first[name] for name in ("title", "url", "source", "language")} == {
        "title": "Tide 1",
        "url": "https://news.example/1",
        "source": "tides",
        "language": "en",
    }
    assert first["published_at"].startswith("Tue, 03 Mar 2026") and "captured_at" in first
    assert (note.outcome, note.item_count, note.new_item_count, note.request_count) == ("read", 2, 2, 2)


def test_what_was_seen_is_not_written_again_and_what_changed_is(
    site: Site, settings: Settings, poll_once: Poll
) -> None:
    set_feed(site, item(1), item(2))
    poll_once()
    set_feed(site, item(3), item(2, "Tide 2, corrected"), item(1))
    note = poll_once()
    assert (note.new_item_count, note.changed_item_count) == (1, 1)
    assert titles(settings) == ["Tide 1", "Tide 2", "Tide 2, corrected", "Tide 3"]
    assert poll_once().new_item_count == 0
    assert len(files(settings)) == 2


def test_an_item_that_comes_back_after_a_while_was_seen(
    site: Site, settings: Settings, poll_once: Poll
) -> None:
    for items in ([item(1)], [item(2)], [item(1), item(2)]):
        set_feed(site, *items)
        poll_once()
    assert titles(settings) == ["Tide 1", "Tide 2"]


def test_the_server_is_told_what_is_known_and_may_say_that_nothing_changed(
    site: Site, settings: Settings, poll_once: Poll
) -> None:
    set_feed(site, item(1), etag='"1"', last_modified="Tue, 03 Mar 2026 10:00:00 GMT")
    poll_once()
    site.pages["/feed?key=secret"] = gives("", status=304)
    note = poll_once()
    assert (note.outcome, note.http_status, note.item_count) == ("unchanged", 304, 0)
    assert site.sent[-1]["if-none-match"] == '"1"'
    assert site.sent[-1]["if-modified-since"] == "Tue, 03 Mar 2026 10:00:00 GMT"
    assert len(files(settings)) == 1


def test_lag_is_told_of_what_came_after_the_first_poll(site: Site, poll_once: Poll) -> None:
    set_feed(site, item(1))
    assert poll_once().median_lag_seconds is None
    set_feed(site, item(1), item(2))
    lag_seconds = poll_once().median_lag_seconds
    assert lag_seconds is not None and lag_seconds > 86_400


def test_neither_a_note_nor_a_log_nor_a_file_holds_what_may_be_secret(
    site: Site, settings: Settings, poll_once: Poll, caplog: pytest.LogCaptureFixture, feed: Feed
) -> None:
    set_feed(site, item(1))
    with caplog.at_level("DEBUG", logger="include"):
        note = poll_once()
        del site.pages["/feed?key=secret"]
        failed = poll_once()
    assert "secret" not in f"{caplog.text}{note}{failed}{feed}{records(settings)}{files(settings)}"


def test_a_failing_feed_is_asked_later_and_later_and_then_as_before(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    waited_seconds = []
    for _ in range(9):
        note = poll_once()
        assert (note.outcome, note.reason, note.http_status) == ("failed", "http_error", 404)
        state = FeedState.load(feed_folder(settings, feed.feed_id))
        waited_seconds.append(round(state.next_poll_at - note.started_at.timestamp()))
    assert waited_seconds == [1800, 3600, 7200, 14400, 28800, 57600, 86400, 86400, 86400]
    set_feed(site, item(1))
    note = poll_once()
    state = FeedState.load(feed_folder(settings, feed.feed_id))
    assert round(state.next_poll_at - note.started_at.timestamp()) == 1800


def test_a_feed_of_every_other_day_is_not_asked_more_often_for_failing(
    settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    rare = replace(feed, poll_interval_minutes=2880)
    for _ in range(3):
        note = poll_once(rare)
        state = FeedState.load(feed_folder(settings, rare.feed_id))
        assert round(state.next_poll_at - note.started_at.timestamp()) == 172_800


def test_nothing_is_left_of_what_was_brought(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1, url=f"{site.url}/1"))
    site.pages["/1"] = gives(PAGE, content_type="text/html")
    poll_once(replace(feed, is_page_fetched=True))
    assert [path.name for path in feed_folder(settings, feed.feed_id).iterdir()] == ["state.json"]


def test_what_cannot_be_read_is_a_failure_that_backs_off_too(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    site.pages["/feed?key=secret"] = gives("<html><p>Not found", etag='"html"')
    notes = [poll_once(), poll_once()]
    assert {note.reason for note in notes} == {"no_feed"}
    state = FeedState.load(feed_folder(settings, feed.feed_id))
    assert (state.failure_count, state.etag) == (2, None)


def test_who_asks_to_be_left_alone_is(site: Site, settings: Settings, feed: Feed, poll_once: Poll) -> None:
    site.pages["/feed?key=secret"] = gives("", status=429, retry_after="7200")
    note = poll_once()
    state = FeedState.load(feed_folder(settings, feed.feed_id))
    assert (note.reason, round(state.next_poll_at - note.started_at.timestamp())) == ("busy", 7200)


class Killed(BaseException):
    """Nothing catches it, as nothing catches a signal."""


KILLED_AT = ["_write", "FeedState.save", "deliver", "_into_folder", "Path.unlink"]


@pytest.mark.parametrize("place", KILLED_AT)
@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("is_other", [False, True], ids=["the same feed", "the feed has moved on"])
def test_a_poll_that_is_killed_loses_nothing_and_doubles_nothing(
    site: Site,
    settings: Settings,
    poll_once: Poll,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    is_done: bool,
    is_other: bool,
) -> None:
    owner, _, name = place.rpartition(".")
    holder: Any = {"": outgoing, "FeedState": FeedState, "Path": Path}[owner]
    real = getattr(holder, name)

    def kill(*arguments: Any) -> Any:
        is_meant = {"unlink": str(arguments[0]).endswith(".gz"), "deliver": bool(arguments[-1])}
        if not is_meant.get(name, True):
            return real(*arguments)
        if is_done:
            real(*arguments)
        raise Killed

    set_feed(site, item(1), item(2))
    with monkeypatch.context() as patch:
        patch.setattr(holder, name, kill)
        with pytest.raises(Killed):
            poll_once()
    if is_other:
        set_feed(site, item(2), item(3))
        poll_once()
        # What stood in the feed only while nothing was written down, nobody can know of.
        is_known = place not in ("_write", "FeedState.save") or (place == "FeedState.save" and is_done)
        assert titles(settings) == [*(["Tide 1"] if is_known else []), "Tide 2", "Tide 3"]
    else:
        poll_once()
        assert titles(settings) == ["Tide 1", "Tide 2"]


def test_an_inbox_that_cannot_be_written_loses_nothing(
    site: Site, settings: Settings, client: Client, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1))
    missing = replace(settings, inbox=f"{settings.inbox}-gone")
    with pytest.raises(UndeliverableError, match="make it writable"):
        poll(missing, feed, guest_of(client, host_states(settings)))
    assert poll_once().new_item_count == 0
    assert titles(settings) == ["Tide 1"]


def test_linked_pages_are_fetched_once_with_what_is_declared_of_them(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1, url=f"{site.url}/1"))
    site.pages["/1"] = gives(PAGE, content_type="text/html; charset=utf-8", etag='"p"', set_cookie="a=secret")
    with_pages = replace(feed, is_page_fetched=True)
    assert poll_once(with_pages).page_count == 1
    assert poll_once(with_pages).page_count == 0
    declaration, page = [path for path in files(settings) if ".html" in path.name]
    assert (declaration.name, gzip.decompress(page.read_bytes()).decode()) == (f".{page.name}.json", PAGE)
    declared = json.loads(declaration.read_text())
    assert (declared["url"], declared["title"], declared["source"]) == (f"{site.url}/1", "Tide 1", "tides")
    assert (declared["status"], declared["headers"]["etag"]) == (200, '"p"')
    assert "secret" not in declaration.read_text()


def test_pages_that_fail_are_tried_again_and_then_given_up(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1, url=f"{site.url}/gone"), item(2, url=f"{site.url}/2"))
    site.pages["/2"] = gives(PAGE, content_type="text/html")
    with_pages = replace(feed, is_page_fetched=True)
    notes = [poll_once(with_pages) for _ in range(MAX_PAGE_ATTEMPT_COUNT + 1)]
    assert [(note.page_count, note.failed_page_count) for note in notes] == [(1, 1), (0, 1), (0, 1), (0, 0)]


def test_a_poll_fetches_some_pages_and_the_next_one_the_others(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    count = MAX_PAGE_COUNT + 3
    set_feed(site, *(item(number, url=f"{site.url}/{number}") for number in range(count)))
    site.pages |= {
        f"/{number}": gives(f"{PAGE}{number}", content_type="text/html") for number in range(count)
    }
    with_pages = replace(feed, is_page_fetched=True)
    assert [poll_once(with_pages).page_count for _ in range(3)] == [MAX_PAGE_COUNT, 3, 0]
    assert len(list(Path(settings.inbox).rglob("*.html.gz"))) == count


def test_what_is_no_page_is_not_kept(site: Site, settings: Settings, feed: Feed, poll_once: Poll) -> None:
    set_feed(site, item(1, url=f"{site.url}/1"))
    site.pages["/1"] = gives(b"%PDF", content_type="application/pdf")
    assert poll_once(replace(feed, is_page_fetched=True)).failed_page_count == 1
    assert list(Path(settings.inbox).rglob("*.html.gz")) == []


def test_a_host_that_wants_peace_keeps_its_pages_for_later(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1, url=f"{site.url}/1"), item(2, url=f"{site.url}/2"))
    site.pages["/1"] = gives("", status=429, retry_after="600")
    site.pages["/2"] = gives(PAGE, content_type="text/html")
    clock = Clock()
    with_pages = replace(feed, is_page_fetched=True)
    note = poll_once(with_pages, clock)
    assert (note.page_count, note.failed_page_count, "/2" in site.asked) == (0, 0, False)
    clock.now += 600
    site.pages["/1"] = gives(PAGE, content_type="text/html")
    assert poll_once(with_pages, clock).page_count == 2


def test_a_page_of_ones_own_network_is_never_fetched(
    site: Site, settings: Settings, feed: Feed, poll_once: Poll
) -> None:
    set_feed(site, item(1, url="http://10.0.0.1/admin"), item(2, url="http://169.254.169.254/latest"))
    note = poll_once(replace(feed, is_page_fetched=True))
    assert (note.page_count, note.failed_page_count) == (0, 2)


def test_a_poll_from_the_list_without_a_seam_for_tests_refuses_loopback(
    site: Site, settings: Settings, feed: Feed, tmp_path: Path
) -> None:
    listed = tmp_path / "feeds.csv"
    listed.write_text(f"{','.join(COLUMNS)}\n{row_of(feed)}\n")
    (note,) = polling.poll_feeds(replace(settings, feeds_path=listed), [feed.feed_id])
    assert (note.outcome, note.reason, site.asked) == ("failed", "refused_address", [])
    assert polling.one_line(note).startswith(f"{feed.shown_address}: refused_address: ")

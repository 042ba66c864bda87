"""A feed that fails for a day is one incident, however often it fails."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from include.feeds import notes
from include.feeds.model import Feed
from include.feeds.notes import PollNote
from include.quality.gate import report_path, watch_feeds
from include.quality.incidents import feed_watch
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
TIDES = Feed("https://news.example/feed", "tides", "newsroom", "en", 30, False, True)
OTHER = replace(TIDES, address="https://other.example/rss")


def poll(settings: Settings, hours: float, outcome: str, feed: Feed = TIDES) -> None:
    at = NOON + timedelta(hours=hours)
    is_failed = outcome != "read"
    notes.keep(
        settings,
        PollNote(
            poll_id=notes.poll_id(feed, at),
            feed_id=feed.feed_id,
            address=feed.shown_address,
            source=feed.source,
            kind=feed.kind,
            started_at=at,
            finished_at=at,
            outcome="failed" if is_failed else "read",
            reason=outcome if is_failed else None,
            detail="it takes too long" if is_failed else None,
        ),
    )
    notes.record(settings)
    watch_feeds(settings)


def incidents(settings: Settings) -> list[tuple]:
    with writer(settings) as connection:
        return connection.execute(
            "select dimension, state, severity, observed_value from quality.incident order by opened_at"
        ).fetchall()


def test_a_feed_that_fails_for_a_day_opens_one_incident_until_it_answers(settings: Settings) -> None:
    poll(settings, 0, "read")
    for hours in (1, 2, 4, 8, 16):
        poll(settings, hours, "timed_out")
    assert incidents(settings) == []
    for hours in (32, 56):
        poll(settings, hours, "timed_out")
    assert incidents(settings) == [("https://news.example/feed", "still_open", "warning", 7.0)]
    poll(settings, 80, "read")
    assert [state for _, state, _, _ in incidents(settings)] == ["resolved"]


def test_a_feed_that_never_answered_is_told_too_and_says_why(settings: Settings) -> None:
    poll(settings, 0, "no_feed")
    poll(settings, 25, "timed_out")
    with writer(settings) as connection:
        ((detail,),) = connection.execute("select detail from quality.incident").fetchall()
    assert detail.startswith("Nothing came from the feed since 2026-03-03 12:00 UTC: timed_out: it takes")


def test_watching_again_changes_nothing(settings: Settings) -> None:
    poll(settings, 0, "timed_out")
    poll(settings, 25, "timed_out")
    before = incidents(settings)
    watch_feeds(settings)
    watch_feeds(settings)
    assert incidents(settings) == before == [("https://news.example/feed", "opened", "warning", 2.0)]


def test_a_feed_that_was_switched_off_is_forgotten_while_others_are_polled(settings: Settings) -> None:
    poll(settings, 0, "timed_out")
    poll(settings, 25, "timed_out")
    poll(settings, 25 + 71, "read", OTHER)
    assert [state for _, state, _, _ in incidents(settings)] == ["still_open"]
    poll(settings, 25 + 73, "read", OTHER)
    assert [state for _, state, _, _ in incidents(settings)] == ["resolved"]


def test_the_page_shows_an_incident_as_soon_as_it_is_there(settings: Settings) -> None:
    poll(settings, 0, "timed_out")
    assert not report_path(settings).exists()
    poll(settings, 25, "timed_out")
    page = report_path(settings).read_text("utf-8")
    assert "https://news.example/feed" in page and "timed out" in page


@pytest.mark.parametrize("source", ["CoinDesk", "(unknown)"])
def test_a_source_is_told_with_the_feeds_that_bring_it(settings: Settings, source: str) -> None:
    poll(settings, 0, "read")
    poll(settings, 1, "timed_out")
    with writer(settings) as connection:
        create_tables(connection)
        connection.execute("create schema core")
        connection.execute("create table core.article (document_id varchar, source_name varchar)")
        connection.execute(
            "insert into core.article values ('a', ?), ('b', 'Others')",
            [source.replace("(unknown)", "") or None],
        )
        for document_id, folder in (("a", TIDES.feed_id), ("b", OTHER.feed_id)):
            connection.execute(
                """
                insert into raw.document (document_id, raw_text, format, source_uri, char_count, byte_count,
                    encoding, landed_at, load_id)
                values (?, 'Tides', 'record', ?, 5, 5, 'utf-8', now(), 'one')
                """,
                [document_id, f"feeds/{folder}/2026-03-03/x.jsonl.gz"],
            )
        assert feed_watch.feeds_of(connection, source) == (
            "The feed https://news.example/feed was polled last at 2026-03-03 13:00 UTC: "
            "timed_out: it takes too long."
        )
        assert feed_watch.feeds_of(connection, "Others") == ""

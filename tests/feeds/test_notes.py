"""What polls have to tell comes into the warehouse once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from include.feeds import notes
from include.feeds.listing import load_feeds
from include.feeds.notes import PollNote, keep, record, waiting
from include.feeds.overview import FeedHealth, collect
from include.settings import Settings
from include.warehouse import writer

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def note_of(settings: Settings, hours_ago: float = 1, **values: object) -> PollNote:
    feed = load_feeds(settings.feeds_path)[0]
    started_at = NOW - timedelta(hours=hours_ago)
    note = PollNote(
        poll_id=notes.poll_id(feed, started_at),
        feed_id=feed.feed_id,
        address=feed.shown_address,
        source=feed.source,
        kind=feed.kind,
        started_at=started_at,
        finished_at=started_at + timedelta(seconds=2),
        outcome="read",
    )
    return replace(note, **values)  # type: ignore[arg-type]


def recorded(settings: Settings) -> list[tuple]:
    with writer(settings) as connection:
        return connection.execute(
            "select outcome, reason, new_item_count, started_at from raw.feed_poll order by started_at"
        ).fetchall()


def first(settings: Settings) -> FeedHealth:
    return collect(settings, NOW)[0]


def test_a_note_is_a_row_once_however_often_it_is_recorded(settings: Settings) -> None:
    note = note_of(settings, new_item_count=3)
    keep(settings, note)
    assert record(settings) == 1
    assert (record(settings), waiting(settings)) == (0, [])
    keep(settings, note)  # as after a task that was killed before it had cleared up
    record(settings)
    assert recorded(settings) == [("read", None, 3, NOW - timedelta(hours=1))]


def test_the_overview_counts_the_polls_of_a_day(settings: Settings) -> None:
    keep(settings, note_of(settings, 40, new_item_count=50))
    keep(settings, note_of(settings, 3, new_item_count=2, changed_item_count=1, median_lag_seconds=700))
    keep(settings, note_of(settings, 2, outcome="failed", reason="timed_out", detail="it takes too long"))
    record(settings)
    health = first(settings)
    assert (health.poll_count, health.item_count, health.error_count, health.lag_seconds) == (2, 3, 1, 700)
    assert health.last_failure == "timed_out: it takes too long"
    keep(settings, note_of(settings, 1))
    health = first(settings)
    assert (health.last_poll_at, health.last_failure, health.poll_count) == (
        NOW - timedelta(hours=1),
        None,
        3,
    )


def test_a_last_poll_of_long_ago_is_told(settings: Settings) -> None:
    keep(settings, note_of(settings, 400))
    record(settings)
    health = first(settings)
    assert (health.last_poll_at, health.poll_count) == (NOW - timedelta(hours=400), 0)


def test_without_a_warehouse_the_feeds_are_shown_as_never_polled(settings: Settings) -> None:
    health = first(settings)
    assert (health.last_poll_at, health.poll_count, health.error_count) == (None, 0, 0)
    assert not settings.warehouse_path.exists()

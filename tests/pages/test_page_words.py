"""Figures and moments in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from include.pages.words import count, duration, moment


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 minutes"), (59.9, "0 minutes"), (60, "1 minute"), (7199, "119 minutes"), (7200, "2 hours"),
        (172_799, "47 hours"), (172_800, "2 days"), (45_000_000, "520 days"), (-90, "-1 minutes"),
    ],
)  # fmt: skip
def test_a_time_is_told_in_what_it_is_counted_by(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_one_thing_takes_no_s() -> None:
    assert [count(1, "day"), count(0, "day"), count(1234, "day"), count(1234)] == [
        "1 day", "0 days", "1,234 days", "1,234",
    ]  # fmt: skip


def test_a_moment_is_told_in_utc_and_a_day_as_it_is() -> None:
    assert moment(datetime(2026, 3, 15, 0, 30, tzinfo=timezone(timedelta(hours=2)))) == "2026-03-14 22:30 UTC"
    assert moment(datetime(2026, 3, 15, 12, tzinfo=UTC)) == "2026-03-15 12:00 UTC"
    assert moment(date(2026, 3, 15)) == "2026-03-15"

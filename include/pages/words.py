"""Figures and moments in words, alike on all pages."""

from datetime import UTC, date, datetime

SECONDS_A_MINUTE = 60
MINUTES_AN_HOUR = 60
HOURS_A_DAY = 24


def moment(value: datetime | date) -> str:
    """A moment to the minute in UTC, or a day."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return value.isoformat()


def count(value: int, noun: str = "") -> str:
    """A number with its noun, which takes an s where there is not one of it."""
    return f"{value:,} {noun}{'' if value == 1 else 's'}" if noun else f"{value:,}"


def duration(seconds: float) -> str:
    """A time in minutes, from two hours on in hours, from two days on in days."""
    minutes = int(seconds / SECONDS_A_MINUTE)
    hours = minutes // MINUTES_AN_HOUR
    if hours < 2:
        return count(minutes, "minute")
    if hours < 2 * HOURS_A_DAY:
        return count(hours, "hour")
    return count(hours // HOURS_A_DAY, "day")

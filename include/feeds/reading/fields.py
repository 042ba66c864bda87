"""What items of all kinds of feeds have in common."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

MAX_TAG_COUNT = 100


def text_or_none(value: object) -> str | None:
    """A text without white space around it; None for anything else, and for an empty one."""
    return (value.strip() or None) if isinstance(value, str) else None


def web_address(value: object, base: str) -> str | None:
    """A link as a whole address of the web; None where it is none."""
    link = text_or_none(value)
    if link is None:
        return None
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def tags_or_none(values: Iterable[object]) -> tuple[str, ...] | None:
    """Tags, each once; None where there are none."""
    tags = dict.fromkeys(tag for value in values if (tag := text_or_none(value)))
    return tuple(tags)[:MAX_TAG_COUNT] or None


def moment(text: str | None) -> datetime | None:
    """A time as ISO 8601 or as mail writes it, in UTC; None where it is neither."""
    if text is None:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None

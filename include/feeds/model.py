"""What a feed is, what it brings, and why it may not."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_MAX_NAME_CHARS = 60

Kind = Literal["newsroom", "exchange", "project", "regulator"]
"""Who speaks in a feed."""


class PollError(Exception):
    """Why nothing came: a `reason` for the table of polls, a `detail` for the person who reads it.

    `status` is the answer's where there was one. Neither text holds more of an address than its host.
    `retry_after_seconds` is how long the other side asked to be left alone.
    """

    def __init__(
        self, reason: str, detail: str, *, status: int | None = None, retry_after_seconds: int = 0
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.status = status
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, slots=True)
class Feed:
    """One row of the list of feeds.

    Only `shown_address` is ever shown: in the part of an address behind the question mark some sites hold
    keys.
    """

    address: str = field(repr=False)
    source: str
    kind: Kind
    language: str | None
    poll_interval_minutes: int
    is_page_fetched: bool
    is_active: bool

    @property
    def host(self) -> str:
        """The machine that is asked."""
        return (urlsplit(self.address).hostname or "").lower()

    @property
    def shown_address(self) -> str:
        """The address as it may stand in a log or a table."""
        return shown(self.address)

    @property
    def feed_id(self) -> str:
        """The name of the feed's folder: readable, and of this address alone."""
        readable = _NOT_IN_A_NAME.sub("-", self.shown_address.partition("://")[2].lower()).strip("-")
        digest = hashlib.sha256(self.address.encode()).hexdigest()
        return f"{readable[:_MAX_NAME_CHARS].strip('-')}-{digest[:8]}"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item, as its feed declares it.

    `item_id` is the feed's own name for it, else its address, else its title. `published_at_raw` is the time
    as written, `published_at` the same understood. Of `content_html` and `content_text` one is set at most.
    """

    item_id: str
    title: str | None = None
    url: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    published_at_raw: str | None = None
    published_at: datetime | None = None
    author: str | None = None
    language: str | None = None
    tags: tuple[str, ...] | None = None

    @property
    def key(self) -> str:
        """Which item it is, in 16 hexadecimal digits."""
        return _short_hash(self.item_id)

    @property
    def version(self) -> str:
        """What it says, in 16 hexadecimal digits: another one means that the item was changed."""
        said = (self.title, self.url, self.content_html, self.content_text, self.published_at_raw)
        return _short_hash("\x00".join(part or "" for part in said))


def shown(address: str) -> str:
    """An address without what may be secret in it: user, password, query, fragment."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(an unusable address)"
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{host}{port}", parts.path, "", ""))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]

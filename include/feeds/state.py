"""What one poll leaves for the next: small files of the home, each written as a whole."""

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

import orjson

from include.files import replace_file

REMEMBERED_ITEM_COUNT = 5_000
"""Of items that stand in the feed no more so many are remembered: some come back for a while."""


@dataclass(slots=True)
class WantedPage:
    """A page that an item links to, and that is to be fetched; the rest is what its feed declares."""

    address: str
    title: str | None
    published_at_raw: str | None
    language: str | None
    attempt_count: int = 0


@dataclass(slots=True)
class FeedState:
    """What is known of a feed: when to ask, with what, and what it said.

    Times are seconds since 1970. `seen` maps the keys of items to their versions, those of the last poll
    at the end. `outgoing` are the files that this state stands for and that are on their way to the inbox.
    """

    etag: str | None = None
    last_modified: str | None = None
    next_poll_at: float = 0.0
    failure_count: int = 0
    seen: dict[str, str] = field(default_factory=dict)
    outgoing: list[str] = field(default_factory=list)
    wanted_pages: list[WantedPage] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The state that the last poll left in the feed's folder; a fresh one before the first."""
        path = folder / "state.json"
        if not path.exists():
            return cls()
        fields: dict[str, Any] = orjson.loads(path.read_bytes())
        fields["wanted_pages"] = [WantedPage(**page) for page in fields["wanted_pages"]]
        return cls(**fields)

    def save(self, folder: Path) -> None:
        """Replace the file."""
        replace_file(folder / "state.json", orjson.dumps(asdict(self)).decode())

    def remember(self, versions: dict[str, str]) -> None:
        """Take what a poll saw; of the rest the latest are kept."""
        others = {key: version for key, version in self.seen.items() if key not in versions}
        kept = dict(list(others.items())[-REMEMBERED_ITEM_COUNT:])
        self.seen = {**kept, **versions}


@dataclass(slots=True)
class HostState:
    """What is known of a machine: its robots.txt, when it was asked last, and until when it wants peace."""

    host: str
    asked_at: float = 0.0
    not_before: float = 0.0
    robots: str = ""
    robots_origin: str = ""
    robots_read_at: float = 0.0


class HostStates:
    """The hosts that were ever asked, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, host: str) -> HostState:
        """What is known of a host."""
        path = self._path(host)
        return HostState(**orjson.loads(path.read_bytes())) if path.exists() else HostState(host)

    def save(self, state: HostState) -> None:
        """Replace the file."""
        replace_file(self._path(state.host), orjson.dumps(asdict(state)).decode())

    def _path(self, host: str) -> Path:
        """A host's name may be anything that an address holds: its hash is none of a path."""
        return self._folder / f"{hashlib.sha256(host.encode()).hexdigest()[:32]}.json"

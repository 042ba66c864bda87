"""What every kind of inbox offers: versions of files, and why some must not be opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol


def declaration_name(name: str) -> str:
    """The name of the file that tells where the file of this name came from; hidden, so it is no document."""
    return f".{name}.json"


class InboxError(RuntimeError):
    """The inbox cannot be read; the message says what to do."""


class FileChangedError(Exception):
    """The file was written to, or vanished, while it was read: the next load takes it as it is then."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something must not be opened: a `reason` for the ledger, a `detail` for the person who reads it."""

    reason: str
    detail: str


class InboxFile(Protocol):
    """One version of one file.

    `source_uri` is the path inside a local inbox, or the object's whole URL. `fingerprint` changes whenever
    the file is written (size and time of change, or the store's entity tag), and when a problem is mended.
    `has_declaration` says whether a hidden file beside it tells where it came from: see `declaration_name`.
    """

    @property
    def source_uri(self) -> str: ...  # noqa: D102
    @property
    def fingerprint(self) -> str: ...  # noqa: D102
    @property
    def byte_count(self) -> int: ...  # noqa: D102
    @property
    def problem(self) -> Problem | None: ...  # noqa: D102

    @property
    def has_declaration(self) -> bool: ...  # noqa: D102

    def open_declaration(self) -> BinaryIO:
        """Open what stands beside it, where `has_declaration` says that something does.

        Raises:
            OSError: it cannot be read.
        """
        ...

    def open(self) -> BinaryIO:
        """Open this version for reading.

        Raises:
            FileChangedError: another one stands there now.
            OSError: it cannot be read.
        """
        ...

    def is_unchanged(self) -> bool:
        """Whether this version still stands there."""
        ...


class Inbox(Protocol):
    """A place where files arrive."""

    def files(self) -> Iterator[InboxFile]:
        """Every file at any depth, hidden ones excepted, in the order of their names.

        Raises:
            InboxError: the inbox cannot be listed.
        """
        ...

"""What stands in the inbox: the address of a folder or of an object store, and the files in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from include.settings import Settings


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
    """

    @property
    def source_uri(self) -> str: ...  # noqa: D102
    @property
    def fingerprint(self) -> str: ...  # noqa: D102
    @property
    def byte_count(self) -> int: ...  # noqa: D102
    @property
    def problem(self) -> Problem | None: ...  # noqa: D102

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


def open_inbox(settings: Settings) -> Inbox:
    """Choose the kind of inbox by the look of its address.

    Raises:
        InboxError: the folder is missing or is no folder, or nobody knows the kind of store.
    """
    if not settings.is_inbox_local:
        from include.landing.object_store import ObjectStoreInbox  # takes seconds; folders never need it

        return ObjectStoreInbox(settings.inbox)
    from include.landing.folder import FolderInbox

    return FolderInbox(Path(settings.inbox))

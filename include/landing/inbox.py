"""What stands in the inbox: local folders, or an object store through Airflow's `ObjectStoragePath`."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from include.settings import Settings


class InboxError(RuntimeError):
    """The inbox cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One version of one file.

    `source_uri` is the path inside a local inbox, or the object's whole URL. `fingerprint` changes whenever
    the file is written (size and time of change, or the store's entity tag). `problem` is the reason why it
    must not be opened, with a sentence in `problem_detail`.
    """

    source_uri: str
    fingerprint: str
    byte_count: int
    open: Callable[[], BinaryIO]
    current_fingerprint: Callable[[], str | None]
    problem: str | None = None
    problem_detail: str | None = None


class Inbox(Protocol):
    """A place where files arrive."""

    def files(self) -> Iterator[InboxFile]:
        """Every file at any depth, hidden ones excepted, in the order of their names."""
        ...


def open_inbox(settings: Settings) -> Inbox:
    """Choose the kind of inbox by the look of its address.

    Raises:
        InboxError: the folder is missing or is no folder.
    """
    if not settings.is_inbox_local:
        return ObjectStoreInbox(settings.inbox)
    root = Path(settings.inbox)
    if not root.is_dir():
        raise InboxError(
            f"The inbox {root} is no folder: create it (mkdir -p), or point PRESSMARK_INBOX to another."
        )
    return LocalInbox(root)


class LocalInbox:
    """A folder of this machine. Symbolic links are followed only to files inside it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real_root = root.resolve()

    def files(self) -> Iterator[InboxFile]:
        """See `Inbox.files`."""
        for folder, folder_names, file_names in os.walk(self._root):
            folder_names[:] = sorted(
                name
                for name in folder_names
                if not name.startswith(".") and not Path(folder, name).is_symlink()
            )
            for name in sorted(file_names):
                if name.startswith("."):
                    continue
                found = self._inspect(Path(folder, name))
                if found is not None:
                    yield found

    def _inspect(self, path: Path) -> InboxFile | None:
        source_uri = _printable(path.relative_to(self._root))
        try:
            status = path.lstat()
            problem = detail = None
            if stat.S_ISLNK(status.st_mode):
                target = path.resolve()
                if not target.is_relative_to(self._real_root):
                    problem, detail = "outside_inbox", "a symbolic link that leaves the inbox is not followed"
                elif not target.exists():
                    problem, detail = "broken_link", "a symbolic link to nothing"
                else:
                    status = target.stat()
        except FileNotFoundError:
            return None  # it vanished between listing and looking: the next load finds what is there then
        if problem is None and not stat.S_ISREG(status.st_mode):
            problem, detail = "not_a_file", "a pipe, a socket or a device is never opened"
        return InboxFile(
            source_uri=source_uri,
            fingerprint=_fingerprint(status),
            byte_count=status.st_size if problem is None else 0,
            open=lambda: path.open("rb"),
            current_fingerprint=lambda: _fingerprint_of_path(path),
            problem=problem,
            problem_detail=detail,
        )


class ObjectStoreInbox:
    """A prefix of an object store; credentials and endpoint come from Airflow's connection or environment."""

    def __init__(self, url: str) -> None:
        from airflow.sdk import ObjectStoragePath  # takes seconds; local inboxes never need it

        self._root = ObjectStoragePath(url)

    def files(self) -> Iterator[InboxFile]:
        """See `Inbox.files`."""
        file_system = self._root.fs
        protocol = self._root.protocol
        listing = file_system.find(self._root.path, detail=True)
        for key, entry in sorted(listing.items()):
            if any(part.startswith(".") for part in key.split("/")) or entry.get("type") != "file":
                continue

            def open_object(key: str = key) -> BinaryIO:
                opened: BinaryIO = file_system.open(key, "rb")
                return opened

            def current(key: str = key) -> str | None:
                file_system.invalidate_cache()
                try:
                    return _object_fingerprint(file_system.info(key))
                except FileNotFoundError:
                    return None

            yield InboxFile(
                source_uri=f"{protocol}://{key}",
                fingerprint=_object_fingerprint(entry),
                byte_count=int(entry.get("size") or 0),
                open=open_object,
                current_fingerprint=current,
            )


def _fingerprint(status: os.stat_result) -> str:
    return f"{status.st_size}-{status.st_mtime_ns}"


def _fingerprint_of_path(path: Path) -> str | None:
    try:
        return _fingerprint(path.stat())
    except OSError:
        return None


def _object_fingerprint(entry: dict[str, object]) -> str:
    tag = entry.get("ETag") or entry.get("etag") or entry.get("LastModified") or entry.get("mtime")
    return f"{entry.get('size')}-{tag}".replace('"', "")


def _printable(path: Path) -> str:
    """A file name is bytes; what is no UTF-8 in it is shown escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")

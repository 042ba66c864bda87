"""An inbox that is a folder of this machine."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from include.landing.inbox.files import FileChangedError, InboxError, Problem, declaration_name

_OUTSIDE = Problem("outside_inbox", "a symbolic link that leaves the inbox is not followed")
_BROKEN = Problem("broken_link", "a symbolic link to nothing, or in circles")
_LINKED_FOLDER = Problem("not_a_file", "a symbolic link to a folder is not followed")
_NO_FILE = Problem("not_a_file", "a pipe, a socket or a device is never opened")
_CLOSED_FOLDER = Problem(
    "unreadable", "a folder that may not be listed: allow it, and the next load reads it"
)


@dataclass(slots=True)
class FolderFile:
    """See `InboxFile`. `identity` is device and inode, so that nothing else is opened in its place."""

    path: str
    source_uri: str
    fingerprint: str
    byte_count: int
    identity: tuple[int, int]
    problem: Problem | None = None
    has_declaration: bool = False

    def open_declaration(self) -> BinaryIO:
        """See `InboxFile.open_declaration`. Only a file of the folder itself is opened, no link or pipe."""
        folder, name = os.path.split(self.path)
        path = f"{folder}/{declaration_name(name)}"
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(f"{_printable(path)} is no file")
        return os.fdopen(descriptor, "rb", buffering=0)

    def open(self) -> BinaryIO:
        """See `InboxFile.open`. A pipe that took the file's place is not waited for."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise FileChangedError("it vanished") from error
        status = os.fstat(descriptor)
        if (status.st_dev, status.st_ino) != self.identity or _fingerprint(status) != self.fingerprint:
            os.close(descriptor)
            raise FileChangedError("it was replaced or written to before it was read")
        return os.fdopen(descriptor, "rb", buffering=0)

    def is_unchanged(self) -> bool:
        """See `InboxFile.is_unchanged`."""
        try:
            return _fingerprint(os.stat(self.path)) == self.fingerprint  # noqa: PTH116 - a name may be any bytes
        except OSError:
            return False


class FolderInbox:
    """A folder. Symbolic links are followed only to files inside it."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise InboxError(
                f"The inbox {root} is no folder: create it (mkdir -p), or point PRESSMARK_INBOX to another."
            )
        self._root = str(root)
        self._real_root = os.path.realpath(root)

    def files(self) -> Iterator[FolderFile]:
        """See `Inbox.files`. Plain strings and `scandir`: an inbox may hold 100,000 known files."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            subfolders = []
            try:
                with os.scandir(f"{self._root}/{folder}") as entries:
                    listed = list(entries)
                named = sorted((entry.name, entry) for entry in listed if entry.name[0] != ".")
                hidden = {entry.name for entry in listed if entry.name[0] == "."}
            except OSError as error:
                if not folder:
                    raise InboxError(f"The inbox {self._root} cannot be listed: {error}") from error
                yield from self._closed_folder(folder)
                continue
            for name, entry in named:
                if entry.is_dir(follow_symlinks=False):
                    subfolders.append(f"{folder}{name}/")
                    continue
                try:
                    file = self._inspect(f"{folder}{name}", entry)
                except FileNotFoundError:
                    continue  # it vanished since it was listed: the next load finds what is there then
                file.has_declaration = bool(hidden) and declaration_name(name) in hidden
                yield file
            waiting.extend(reversed(subfolders))

    def _inspect(self, name: str, entry: os.DirEntry[str]) -> FolderFile:
        status = entry.stat(follow_symlinks=False)
        problem = None
        if stat.S_ISLNK(status.st_mode):
            problem, status = self._inspect_link(entry.path, status)
        elif not stat.S_ISREG(status.st_mode):
            problem = _NO_FILE
        return _folder_file(entry.path, name, status, problem)

    def _inspect_link(self, path: str, link: os.stat_result) -> tuple[Problem | None, os.stat_result]:
        target = os.path.realpath(path)
        if os.path.commonpath((target, self._real_root)) != self._real_root:
            return _OUTSIDE, link
        try:
            status = os.stat(target)  # noqa: PTH116 - a name may be any bytes
        except OSError:
            return _BROKEN, link
        if stat.S_ISDIR(status.st_mode):
            return _LINKED_FOLDER, link
        return (None, status) if stat.S_ISREG(status.st_mode) else (_NO_FILE, link)

    def _closed_folder(self, folder: str) -> Iterator[FolderFile]:
        path = f"{self._root}/{folder}"
        try:
            status = os.stat(path)  # noqa: PTH116 - a name may be any bytes
        except FileNotFoundError:
            return
        yield _folder_file(path, folder, status, _CLOSED_FOLDER)


def _folder_file(path: str, name: str, status: os.stat_result, problem: Problem | None) -> FolderFile:
    fingerprint = _fingerprint(status)
    return FolderFile(
        path=path,
        source_uri=_printable(name),
        fingerprint=f"{problem.reason}-{fingerprint}" if problem else fingerprint,
        byte_count=0 if problem else status.st_size,
        identity=(status.st_dev, status.st_ino),
        problem=problem,
    )


def _fingerprint(status: os.stat_result) -> str:
    return f"{status.st_size}-{status.st_mtime_ns}"


def _printable(name: str) -> str:
    r"""A name is any bytes: what is no UTF-8 is shown as `\xff`, and a backslash doubled, so none collide."""
    if name.isascii() and "\\" not in name:
        return name
    return os.fsencode(name.replace("\\", "\\\\")).decode("utf-8", "backslashreplace")

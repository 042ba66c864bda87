"""An inbox that is a prefix of an object store, reached through Airflow's `ObjectStoragePath`."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from airflow.sdk import ObjectStoragePath

from include.landing.inbox.files import InboxError, Problem, declaration_name


@dataclass(slots=True)
class StoredObject:
    """See `InboxFile`."""

    file_system: Any
    key: str
    source_uri: str
    fingerprint: str
    byte_count: int
    problem: Problem | None = None
    has_declaration: bool = False

    def open_declaration(self) -> BinaryIO:
        """See `InboxFile.open_declaration`."""
        with _errors_as_os_errors():
            key = _declaration_key(self.key)
            return io.BufferedReader(_ObjectStream(self.file_system.open(key, "rb")))

    def open(self) -> BinaryIO:
        """See `InboxFile.open`. The store itself refuses to go on reading once the object is another."""
        with _errors_as_os_errors():
            return io.BufferedReader(_ObjectStream(self.file_system.open(self.key, "rb")))

    def is_unchanged(self) -> bool:
        """See `InboxFile.is_unchanged`."""
        try:
            with _errors_as_os_errors():
                self.file_system.invalidate_cache()
                return _fingerprint(self.file_system.info(self.key)) == self.fingerprint
        except OSError:
            return False


class ObjectStoreInbox:
    """A prefix of an object store; credentials and endpoint come from Airflow's connection or environment."""

    def __init__(self, url: str) -> None:
        self._url = url
        try:
            self._root = ObjectStoragePath(url)
            self._file_system = self._root.fs
        except Exception as error:  # whatever the store's own library raises
            raise InboxError(f"The inbox {url} cannot be reached: {type(error).__name__}: {error}") from error

    def files(self) -> Iterator[StoredObject]:
        """See `Inbox.files`."""
        root = self._root.path.rstrip("/") + "/"
        try:
            with _errors_as_os_errors():
                self._file_system.invalidate_cache()
                listing = self._file_system.find(root, detail=True)
                if not listing and not self._file_system.exists(root.split("/", 1)[0]):
                    raise FileNotFoundError("there is no such bucket")
        except OSError as error:
            raise InboxError(
                f"The inbox {self._url} cannot be listed: {error}. Look at the address, the credentials and "
                "the endpoint (AWS_ENDPOINT_URL, or the connection that the address names)."
            ) from error
        for key, entry in sorted(listing.items()):
            names = key.removeprefix(root).split("/")
            if entry.get("type") != "file" or not names[-1] or any(name.startswith(".") for name in names):
                continue
            yield StoredObject(
                file_system=self._file_system,
                key=key,
                source_uri=f"{self._root.protocol}://{key}",
                fingerprint=_fingerprint(entry),
                byte_count=int(entry.get("size") or 0),
                has_declaration=_declaration_key(key) in listing,
            )


class _ObjectStream(io.RawIOBase):
    """An object's bytes; whatever the store's library raises while they are read is an `OSError`."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        with _errors_as_os_errors():
            piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


@contextmanager
def _errors_as_os_errors() -> Iterator[None]:
    """A store's library raises errors of its own kinds, one library of many: to a reader they are all one."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


def _declaration_key(key: str) -> str:
    folder, _, name = key.rpartition("/")
    return f"{folder}/{declaration_name(name)}"


def _fingerprint(entry: dict[str, object]) -> str:
    tag = entry.get("ETag") or entry.get("etag") or entry.get("LastModified") or entry.get("mtime")
    return f"{entry.get('size')}-{tag}".replace('"', "")
